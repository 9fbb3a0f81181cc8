package org.evsebridge.simulator.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.Bridge;
import org.evsebridge.bridge.BridgeConfig;
import org.evsebridge.bridge.BridgeReader;
import org.evsebridge.bridge.gateway.Gateway;
import org.evsebridge.bridge.guard.Handle;
import org.evsebridge.bridge.guarding.OwnLine;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.net.Loops;
import org.evsebridge.bridge.testing.ModbusClient;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.simulator.station.StationSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bridge with a load guard, on the ports of a simulated station in real time. */
class GuardedBridgeTest {
  private static final Pdu WISH = Pdu.request(6, 0x0201, 0x1010);
  private static final Pdu READ_LIMIT = Pdu.request(3, 0x0201, 1);

  @TempDir Path folder;
  private Rig rig;
  private Path file;
  private Bridge bridge;

  @BeforeEach
  void start() throws Exception {
    rig =
        Rig.start(
            new RigOptions(folder.resolve("rig"), RigOptions.HOST, 0, 0, false),
            StationSettings.DEFAULT);
    file = folder.resolve("bridge.yaml");
    start("{fuse: 25, state: " + folder + ", chargers: {unit: 2}}");
  }

  private void start(String guard) throws Exception {
    start(guard, true);
  }

  private void start(String guard, boolean trusted) throws Exception {
    Files.writeString(
        file,
        """
        p1: {port: 0, device: %s}
        modbusproxy: {port: 0, device: %s, baudrate: 9600, comset: 8N1, frame-silence: 250ms, clients: {address: 127.0.0.1, trusted: %s}}
        guard: %s
        """
            .formatted(folder.resolve("rig/ttyP1"), folder.resolve("rig/ttyEVSE"), trusted, guard));
    bridge = Bridge.start(BridgeReader.read(List.of(file), new Problems()), false);
  }

  @AfterEach
  void stop() {
    bridge.close();
    rig.close();
  }

  private ModbusClient client() throws Exception {
    Optional<InetSocketAddress> address = bridge.gatewayPorts().get(0).firstTry().join();
    return ModbusClient.connect(Framing.TCP, address.orElseThrow());
  }

  private int advertised() {
    return rig.station().ask(models -> models.chargers().get(0).module().advertisedAmperes());
  }

  private int limitOfModule() {
    return rig.station().answer("rs485", new Adu(2, READ_LIMIT)).orElseThrow().pdu().u16(2);
  }

  /** The line may be opening still. */
  private void wish(ModbusClient client) {
    await().untilAsserted(() -> assertThat(client.ask(2, WISH)).isEqualTo(WISH));
  }

  /** Of 0x0201 and 0x0204, by one write or among others, and what the module does not know. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatWouldPassTheGuardIsNoFunctionThatThereIsWhoeverAsks(boolean trusted) throws Exception {
    bridge.close();
    start("{fuse: 25, state: " + folder + ", chargers: {unit: 2}}", trusted);
    try (ModbusClient client = client()) {
      wish(client);
      assertThat(client.ask(0, WISH)).isEqualTo(Pdu.of(0x86, 1));
      assertThat(client.ask(0, Pdu.request(6, 0x0204, 1))).isEqualTo(Pdu.of(0x86, 1));
      assertThat(client.ask(0, Pdu.of(16, 2, 3, 0, 2, 4, 0, 0, 0, 1))).isEqualTo(Pdu.of(0x90, 1));
      assertThat(client.ask(2, Pdu.of(22, 2, 1, 0, 0, 0x10, 0x10))).isEqualTo(Pdu.of(0x96, 1));
      assertThat(client.ask(2, Pdu.of(23, 2, 1, 0, 1, 2, 1, 0, 1, 2, 0x10, 0x10)))
          .isEqualTo(Pdu.of(0x97, 1));
    }
  }

  @Test
  void theModuleGetsWhatIsSafeAndTheClientSeesItsWish() throws Exception {
    try (ModbusClient client = client()) {
      wish(client);

      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() -> assertThat(advertised()).isEqualTo(6));
      assertThat(client.ask(2, READ_LIMIT).u16(2) & 0xFF).isEqualTo(16);
      assertThat(client.ask(2, Pdu.request(4, 0x0102, 1)).u16(2) >> 8).isEqualTo(6);
      assertThat(bridge.status())
          .anyMatch(line -> line.startsWith("guard of 25 A: L1 "))
          .anyMatch(line -> line.contains("unit 2: ") && line.contains("a wish of 16 A"));
    }
  }

  @Test
  void afterTheEndTheModuleIsLeftSafeAndANewBridgeKnowsTheWish() throws Exception {
    try (ModbusClient client = client()) {
      wish(client);
    }
    bridge.close();

    assertThat(limitOfModule() & 0xFF).isEqualTo(6);

    start("{fuse: 25, state: " + folder + ", chargers: {unit: 2}}");
    try (ModbusClient client = client()) {
      await()
          .untilAsserted(
              () -> assertThat(client.ask(2, READ_LIMIT)).isEqualTo(Pdu.of(3, 2, 0xFF, 0x10)));
    }
  }

  @Test
  void aReloadThatRemovesTheGuardLeavesTheModuleSafeAndOneThatChangesItKeepsTheWish()
      throws Exception {
    try (ModbusClient client = client()) {
      wish(client);
    }
    bridge.change(changed("guard: {fuse: 20, state: " + folder + ", chargers: {unit: 2}}"));
    try (ModbusClient client = client()) {
      await()
          .untilAsserted(
              () -> assertThat(client.ask(2, READ_LIMIT)).isEqualTo(Pdu.of(3, 2, 0xFF, 0x10)));
    }
    assertThat(bridge.status()).anyMatch(line -> line.startsWith("guard of 20 A: "));

    bridge.change(changed(""));
    assertThat(limitOfModule() & 0xFF).isZero(); // what is safe behind a gG of 20 A
    assertThat(bridge.status()).noneMatch(line -> line.startsWith("guard of "));
    try (ModbusClient client = client()) {
      wish(client);
      assertThat(limitOfModule() & 0xFF).isEqualTo(16);
    }
  }

  private BridgeConfig changed(String guard) throws Exception {
    String text = Files.readString(file).replaceAll("(?m)^guard: .*$", guard);
    return BridgeReader.read(List.of(Files.writeString(file, text)), new Problems());
  }

  @ParameterizedTest
  @ValueSource(ints = {22, 23})
  void aTrustedClientGetsPastTheGuardByNoOtherFunction(int function) throws Exception {
    try (ModbusClient client = client()) {
      wish(client);
      Pdu write =
          function == 22
              ? Pdu.of(22, 2, 1, 0, 0xFF, 0x10, 0)
              : Pdu.of(23, 1, 0, 0, 1, 2, 1, 0, 1, 2, 0x20, 0x20);
      assertThat(client.ask(2, write)).isEqualTo(Pdu.of(function | 0x80, 1));
      assertThat(client.ask(2, Pdu.request(6, 0x0200, 3))).isEqualTo(Pdu.of(0x86, 2));
    }
  }

  @Test
  void theProbeAsksTheModuleOverTheLineOfTheFileAndSaysWhatItsFirmwareDoes() throws Exception {
    bridge.close();
    int left = limitOfModule() & 0xFF;
    OwnLine line = new OwnLine();
    BridgeConfig config = BridgeReader.read(List.of(file), new Problems());

    try (Loops loops = new Loops();
        Gateway gateway = Gateway.start(config.modbusProxies(), name -> line, loops)) {
      assertThat(line.probe(2).handle()).isEqualTo(Handle.OVERRIDE);
      assertThat(line.probe(3).text()).isEqualTo("unknown: it does not answer");
      assertThat(gateway.listeners()).hasSize(1);
    }
    assertThat(limitOfModule() & 0xFF).as("as the guard left it").isEqualTo(left).isPositive();
    start("{fuse: 25, state: " + folder + ", chargers: {unit: 2}}"); // for whoever stops it
  }
}
