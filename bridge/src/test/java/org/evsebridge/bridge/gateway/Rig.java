package org.evsebridge.bridge.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evsebridge.bridge.config.gateway.ModbusProxyConfig;
import org.evsebridge.bridge.config.gateway.ModbusProxyReader;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.net.Loops;
import org.evsebridge.bridge.status.BusCounters;
import org.evsebridge.bridge.testing.ModbusClient;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.Slave;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A gateway in front of a scripted slave on a pseudo-terminal, as a bridge.yaml sets it up. As a
 * test's extension it is closed after each test.
 */
final class Rig implements AfterEachCallback, AutoCloseable {
  private final Path folder;
  private final Path device;
  private Pty pty = Pty.open();
  private Slave slave;
  private final Loops loops = new Loops();
  private final List<ModbusClient> clients = new ArrayList<>();
  private Gateway gateway;
  private LineGuard guard = LineGuard.NONE;

  Rig(Slave.Script script) {
    try {
      folder = Files.createTempDirectory("bus");
      device = pty.linkAs(folder.resolve("ttyBus"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    slave = Slave.on(pty, script);
  }

  /** Has a guard stand on the line, once it is started. */
  void guardedBy(LineGuard one) {
    guard = one;
  }

  /** Starts the gateway with one entry of these keys beside port, host and device. */
  InetSocketAddress start(String... keys) throws Exception {
    start(List.of(entry(keys)));
    return address(0);
  }

  /** An entry for this rig's line on a free port. */
  String entry(String... keys) {
    return entryOn(0, keys);
  }

  String entryOn(int port, String... keys) {
    return "- {port: "
        + port
        + ", host: 127.0.0.1, device: "
        + device
        + (keys.length == 0 ? "" : ", " + String.join(", ", keys))
        + "}";
  }

  void start(List<String> entries) throws Exception {
    gateway = Gateway.start(parse(String.join("\n", entries)), line -> guard, loops);
  }

  private static List<ModbusProxyConfig> parse(String yaml) throws ConfigException {
    Problems problems = new Problems();
    YamlNode list = YamlReader.read("bridge.yaml", yaml).get(0);
    List<ModbusProxyConfig> read =
        ModbusProxyReader.read(((YamlNode.Sequence) list).items(), problems);
    problems.throwIfAny();
    return read;
  }

  Gateway gateway() {
    return gateway;
  }

  /** Where an entry listens. */
  InetSocketAddress address(int entry) throws Exception {
    return gateway.listeners().get(entry).firstTry().get(10, SECONDS).orElseThrow();
  }

  /** A client of the first entry, closed with the rig. */
  ModbusClient client(Framing framing) throws Exception {
    return client(framing, 0);
  }

  ModbusClient client(Framing framing, int entry) throws Exception {
    ModbusClient client = ModbusClient.connect(framing, address(entry));
    clients.add(client);
    return client;
  }

  Slave slave() {
    return slave;
  }

  /** How many requests wait for the line. */
  int waiting() {
    return counters().waiting();
  }

  BusCounters counters() {
    return gateway.counters().get(0);
  }

  /** What the only client address of the only entry has seen. */
  BusCounters clientCounters() {
    return gateway.counters().get(1);
  }

  /** The counters of every client address, behind those of the only line. */
  List<BusCounters> clientsCounted() {
    return gateway.counters().stream()
        .filter(counters -> counters.name().startsWith("modbusproxy"))
        .toList();
  }

  /** The counters of every unit. */
  List<BusCounters> unitCounters() {
    return gateway.counters().stream()
        .filter(counters -> counters.name().contains(", unit "))
        .toList();
  }

  /** Takes the device's name away; what is open stays open. */
  void removeDevice() throws IOException {
    Files.delete(device);
  }

  /** Pulls the adapter out of its socket. */
  void pullOut() throws IOException {
    removeDevice();
    slave.close();
    pty.close();
  }

  /** Plugs an adapter in with a device that does what the script says. */
  void plugIn(Slave.Script script) throws IOException {
    pty = Pty.open();
    slave = Slave.on(pty, script);
    putDeviceBack();
  }

  void putDeviceBack() throws IOException {
    pty.linkAs(device);
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    close();
  }

  @Override
  public void close() throws IOException {
    for (ModbusClient client : clients) {
      client.close();
    }
    if (gateway != null) {
      gateway.close();
    }
    loops.close();
    slave.close();
    pty.close();
    Files.deleteIfExists(device);
    Files.delete(folder);
  }
}
