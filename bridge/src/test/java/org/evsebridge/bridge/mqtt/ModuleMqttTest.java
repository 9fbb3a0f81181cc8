package org.evsebridge.bridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.evsebridge.bridge.Bridge;
import org.evsebridge.bridge.BridgeReader;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;
import org.evsebridge.bridge.testing.LogLines;
import org.evsebridge.bridge.testing.ModbusClient;
import org.evsebridge.bridge.testing.Mosquitto;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.Slave;
import org.evsebridge.bridge.yaml.Problems;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole bridge with a charging module on a pseudo-terminal, and a real broker. */
class ModuleMqttTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int UNIT = 2;
  private static final int WRITE = 6;
  private static final int LIMIT = 0x0201;
  private static final int SETTINGS = 0x0204;
  private static final String MODULE = "evse-bridge/module/2/";

  /** What the module holds, by address; what is not here is 0. */
  private final Map<Integer, Integer> registers =
      new ConcurrentHashMap<>(
          Map.of(
              0x0005, 0x2A11, 0x0102, 0x1014, // 16 A offered, a cable of 20 A
              0x0103, 0x0003, // C
              0x0104, 31, 0x0105, 16 * 256, 0x0108, 256 + 128, 0x0109, 230 * 256, 0x010D, 12_345,
              LIMIT, 0xFF10, SETTINGS, 0x0013));

  @TempDir Path folder;
  private Pty pty;
  private Slave module;
  private Mosquitto broker;
  private Bridge bridge;

  @BeforeEach
  void plugIn() throws IOException {
    pty = Pty.open();
    pty.linkAs(folder.resolve("tty"));
    module = Slave.on(pty, request -> List.of(new Slave.Piece(Duration.ZERO, answer(request))));
    broker = Mosquitto.start(folder);
  }

  @AfterEach
  void stop() {
    bridge.close();
    module.close();
    broker.close();
    pty.close();
  }

  private byte[] answer(Adu request) {
    Pdu pdu = request.pdu();
    if (pdu.function() == WRITE) {
      int word = pdu.u16(3);
      registers.put(pdu.u16(1), pdu.u16(1) == LIMIT ? 0xFF00 | word & 0xFF : word);
      if (pdu.u16(1) == LIMIT) {
        registers.put(0x0102, word << 8 & 0xFF00 | registers.get(0x0102) & 0xFF);
      }
      return Rtu.encode(request);
    }
    int count = pdu.u16(3);
    if (count > 13) {
      return Rtu.encode(
          new Adu(UNIT, Pdu.exception(pdu.function(), ExceptionCode.ILLEGAL_DATA_VALUE)));
    }
    int[] answer = new int[2 + 2 * count];
    answer[0] = pdu.function();
    answer[1] = 2 * count;
    for (int i = 0; i < count; i++) {
      int word = registers.getOrDefault(pdu.u16(1) + i, 0);
      answer[2 + 2 * i] = word >> 8;
      answer[3 + 2 * i] = word & 0xFF;
    }
    return Rtu.encode(new Adu(UNIT, Pdu.of(answer)));
  }

  private Mosquitto.Subscriber start(String keys) throws Exception {
    return start(keys, "false");
  }

  private Mosquitto.Subscriber start(String keys, String readonly) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("bridge.yaml"),
            """
            modbusproxy:
              {port: 0, host: 127.0.0.1, device: %s, baudrate: 115200, comset: 8N1, describe: {2: smartevse},
               readonly: %s}
            mqtt: {uri: "mqtt://127.0.0.1:%d"%s}
            """
                .formatted(folder.resolve("tty"), readonly, broker.port(), keys));
    bridge = Bridge.start(BridgeReader.read(List.of(file), new Problems()), false);
    return broker.subscribe();
  }

  /** A client that asks for all that is told, so that the bridge need not. */
  private void somebodyReads() throws Exception {
    InetSocketAddress port = bridge.gatewayPorts().get(0).firstTry().get().orElseThrow();
    try (ModbusClient client = ModbusClient.connect(Framing.TCP, port)) {
      client.ask(UNIT, Pdu.request(4, 0x0000, 6));
      client.ask(UNIT, Pdu.request(4, 0x0102, 13));
      client.ask(UNIT, Pdu.request(3, LIMIT, 1));
      client.ask(UNIT, Pdu.request(3, SETTINGS, 1));
    }
  }

  private Mosquitto.Subscriber startRead(String keys) throws Exception {
    Mosquitto.Subscriber house = start(keys);
    await().atMost(PATIENCE).until(() -> !module.asked().isEmpty());
    somebodyReads();
    house.awaits(MODULE + "phases", "3");
    return house;
  }

  private List<String> writes() {
    return module.asked().stream()
        .map(asked -> asked.adu().pdu())
        .filter(pdu -> pdu.function() == WRITE)
        .map(pdu -> "%04X=%04X".formatted(pdu.u16(1), pdu.u16(3)))
        .toList();
  }

  @Test
  void aModuleThatNobodyElseAsksIsToldWithAllThatItMeasures() throws Exception {
    Mosquitto.Subscriber house = start("");
    house.awaits(MODULE + "state", "C");
    house.awaits(MODULE + "connected", "ON");
    house.awaits(MODULE + "charging", "ON");
    house.awaits(MODULE + "enabled", "ON");
    house.awaits(MODULE + "power", "3680");
    house.awaits(MODULE + "current_l1", "16.00");
    house.awaits(MODULE + "session_energy", "1.500");
    house.awaits(MODULE + "total_energy", "48.223");
    house.awaits(MODULE + "limit", "16");
    house.awaits(MODULE + "advertised", "16");
    house.awaits(MODULE + "cable", "20");
    house.awaits(MODULE + "temperature", "31");
    house.awaits(MODULE + "firmware", "2.10.17");
    house.awaits(MODULE + "problem", "OFF");
    house.awaits(MODULE + "errors", "none");
    assertThat(writes()).isEmpty();
  }

  @Test
  void aFaultIsOneInItsOwnWordsAndWhatItHidesIsUnknown() throws Exception {
    Mosquitto.Subscriber house = startRead("");
    house.awaits(MODULE + "connected", "ON");
    registers.put(0x0103, 0x0405);
    somebodyReads();
    house.awaits(MODULE + "state", "F");
    house.awaits(MODULE + "problem", "ON");
    house.awaits(MODULE + "errors", "no earth");
    house.awaits(MODULE + "connected", "None");
  }

  @Test
  void withControlHomeAssistantIsToldWhatCanBeSetAndWithoutThatItCannot() throws Exception {
    Mosquitto.Subscriber house = startRead(", control: true");
    JsonObject set = components(house).getJsonObject("set_limit");
    assertThat(set.getString("platform")).isEqualTo("number");
    assertThat(set.getString("command_topic")).isEqualTo(MODULE + "limit/set");
    assertThat(set.getInteger("min")).isZero();
    assertThat(components(house).getJsonObject("set_phases").getJsonArray("options"))
        .containsExactly("1", "3");
    assertThat(components(house).getJsonObject("set_enabled").getString("platform"))
        .isEqualTo("switch");
    bridge.close();
    startRead("");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                components(house)
                    .getJsonObject("set_limit")
                    .encode()
                    .equals("{\"platform\":\"number\"}"));
    broker.publish(MODULE + "limit/set", "6");
    somebodyReads();
    registers.put(0x0103, 0x0002);
    somebodyReads();
    house.awaits(MODULE + "state", "B");
    assertThat(writes()).isEmpty();
  }

  private static JsonObject components(Mosquitto.Subscriber house) {
    return house.all().entrySet().stream()
        .filter(each -> each.getKey().matches("homeassistant/device/.*_module_2/config"))
        .map(each -> new JsonObject(each.getValue()).getJsonObject("components"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aLimitIsWrittenOnceAsEvccWritesItAndChargingIsAllowedAgainWithIt() throws Exception {
    Mosquitto.Subscriber house = startRead(", control: true");
    broker.publish(MODULE + "limit/set", "10");
    house.awaits(MODULE + "limit", "10");
    broker.publish(MODULE + "enabled/set", "OFF");
    house.awaits(MODULE + "limit", "0");
    somebodyReads();
    house.awaits(MODULE + "enabled", "OFF");
    broker.publish(MODULE + "enabled/set", "ON");
    house.awaits(MODULE + "limit", "10");
    assertThat(writes()).containsExactly("0201=0A0A", "0201=0000", "0201=0A0A");
  }

  @Test
  void readonlyIsForThoseWhoComeToThePortAndControlIsAPermissionOfItsOwn() throws Exception {
    Mosquitto.Subscriber house = start(", control: true", "deny");
    house.awaits(MODULE + "limit", "16");
    InetSocketAddress port = bridge.gatewayPorts().get(0).firstTry().get().orElseThrow();
    try (ModbusClient client = ModbusClient.connect(Framing.TCP, port)) {
      assertThat(client.ask(UNIT, Pdu.request(WRITE, LIMIT, 0x0606)).isException()).isTrue();
    }
    broker.publish(MODULE + "limit/set", "10");
    house.awaits(MODULE + "limit", "10");
    assertThat(writes()).containsExactly("0201=0A0A");
  }

  @Test
  void phasesAreSetAndTheOtherSettingsStay() throws Exception {
    Mosquitto.Subscriber house = startRead(", control: true");
    broker.publish(MODULE + "phases/set", "1");
    house.awaits(MODULE + "phases", "1");
    broker.publish(MODULE + "phases/set", "3");
    house.awaits(MODULE + "phases", "3");
    assertThat(writes()).containsExactly("0204=0012", "0204=0013");
  }

  @Test
  void whatIsNoCommandOrWasKeptByTheBrokerIsNotTaken() throws Exception {
    broker.publish(MODULE + "limit/set", "32", "-r");
    try (LogLines log = LogLines.of(CommandInbox.class)) {
      Mosquitto.Subscriber house = startRead(", control: true");
      await().atMost(PATIENCE).until(() -> !log.with("retained command").isEmpty());
      for (String wrong : List.of("5", "-6", "81", "ten", "6.5", "")) {
        broker.publish(MODULE + "limit/set", wrong);
      }
      broker.publish(MODULE + "enabled/set", "on");
      broker.publish(MODULE + "phases/set", "2");
      broker.publish(MODULE + "limit/set", "6.0"); // as Home Assistant may write a whole number
      house.awaits(MODULE + "limit", "6");
      assertThat(writes()).containsExactly("0201=0606");
      assertThat(log.with("set_limit is 0, or 6 to 80 A, not 'ten'")).hasSize(1);
    }
  }

  @Test
  void aCommandThatTheModuleRefusesIsNamedAndNotTriedAgain() throws Exception {
    try (LogLines log = LogLines.of(CommandInbox.class)) {
      startRead(", control: true");
      module.script(
          request ->
              request.pdu().function() == WRITE
                  ? List.of(
                      new Slave.Piece(
                          Duration.ZERO,
                          Rtu.encode(
                              new Adu(
                                  UNIT, Pdu.exception(WRITE, ExceptionCode.ILLEGAL_DATA_VALUE)))))
                  : List.of(new Slave.Piece(Duration.ZERO, answer(request))));
      broker.publish(MODULE + "limit/set", "8");
      await()
          .atMost(PATIENCE)
          .until(() -> !log.with("set_limit 8 failed: exception 3, illegal data value").isEmpty());
      assertThat(writes()).containsExactly("0201=0808");
    }
  }
}
