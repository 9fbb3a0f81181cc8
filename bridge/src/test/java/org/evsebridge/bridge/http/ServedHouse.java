package org.evsebridge.bridge.http;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.evsebridge.bridge.Bridge;
import org.evsebridge.bridge.BridgeReader;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.Slave;
import org.evsebridge.bridge.yaml.Problems;

/**
 * A whole bridge that serves the house, with a meter and a charging module on pseudo-terminals. The
 * module is unit 2 and says that a car charges with 10 A on three phases.
 */
final class ServedHouse implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** 0x0102 to 0x010E: 10 A of 20 A, state C, 25 °C, 10 A, 1.5 kWh, 230 V, board, 100 kWh. */
  private static final int[] MEASURED = {
    0x0A14, 0x0003, 25, 0x0A00, 0x0A00, 0x0A00, 0x0180, 0xE600, 0xE600, 0xE600, 3, 0x6400, 0
  };

  private final Path folder;
  private final Pty meter = Pty.open();
  private final Pty bus = Pty.open();
  private final Slave module;
  private final Bridge bridge;
  private final URI root;

  /**
   * @param http keys of the block beside the port, each behind a comma
   */
  ServedHouse(Path folder, String http) throws Exception {
    this(folder, http, 0);
  }

  /**
   * @param port of HTTP; 0 picks a free one
   */
  ServedHouse(Path folder, String http, int port) throws Exception {
    this.folder = folder;
    this.module = Slave.on(bus, ServedHouse::obey);
    Path file =
        Files.writeString(
            folder.resolve("bridge.yaml"),
            """
            p1: {port: 0, host: 127.0.0.1, device: %s}
            modbusproxy: {port: 0, host: 127.0.0.1, device: %s, describe: {2: smartevse}}
            http: {port: %d, serial: 02005e0000a1%s}
            """
                .formatted(
                    meter.linkAs(folder.resolve("ttyP1")),
                    bus.linkAs(folder.resolve("ttyBus")),
                    port,
                    http));
    bridge = Bridge.start(BridgeReader.read(List.of(file), new Problems()), false);
    root =
        URI.create(
            "http://127.0.0.1:" + bridge.http().orElseThrow().firstTry().get().get().getPort());
    await().atMost(PATIENCE).until(() -> bridge.status().toString().contains("1 device open"));
  }

  private static List<Slave.Piece> obey(Adu request) {
    Pdu pdu = request.pdu();
    int[] answer = new int[2 + 2 * pdu.u16(3)];
    answer[0] = pdu.function();
    answer[1] = 2 * pdu.u16(3);
    for (int i = 0; i < pdu.u16(3); i++) {
      int at = pdu.u16(1) - 0x0102 + i;
      int word = at >= 0 && at < MEASURED.length ? MEASURED[at] : 1;
      answer[2 + 2 * i] = word >> 8;
      answer[3 + 2 * i] = word & 0xFF;
    }
    Adu said = new Adu(request.unit(), Pdu.of(answer));
    return List.of(new Slave.Piece(Duration.ZERO, Rtu.encode(said)));
  }

  Bridge bridge() {
    return bridge;
  }

  URI root() {
    return root;
  }

  int port() {
    return root.getPort();
  }

  /** Where telegrams are served over TCP. */
  int p1Port() throws Exception {
    return bridge.p1Ports().get(0).firstTry().get().orElseThrow().getPort();
  }

  /** Where the module is served over TCP. */
  int modbusPort() throws Exception {
    return bridge.gatewayPorts().get(0).firstTry().get().orElseThrow().getPort();
  }

  void pullTheMeterOut() throws IOException {
    Files.delete(folder.resolve("ttyP1"));
    meter.close();
  }

  void meterSays(Telegram telegram) {
    meter.write(telegram.bytes());
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  void awaitThat(String path, String holds) {
    await().atMost(PATIENCE).until(() -> get(path).body().contains(holds));
  }

  @Override
  public void close() {
    bridge.close();
    module.close();
    meter.close();
    bus.close();
  }
}
