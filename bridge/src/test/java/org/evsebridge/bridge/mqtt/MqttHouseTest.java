package org.evsebridge.bridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.evsebridge.bridge.Bridge;
import org.evsebridge.bridge.BridgeReader;
import org.evsebridge.bridge.Main;
import org.evsebridge.bridge.testing.LogLines;
import org.evsebridge.bridge.testing.Mosquitto;
import org.evsebridge.bridge.testing.Programs;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.Telegrams;
import org.evsebridge.bridge.yaml.Problems;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole bridge with a meter on a pseudo-terminal, and a real broker. */
class MqttHouseTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;
  private Pty pty;
  private Mosquitto broker;
  private Bridge bridge;

  @BeforeEach
  void plugIn() throws IOException {
    pty = Pty.open();
    pty.linkAs(folder.resolve("tty"));
    broker = Mosquitto.start(folder);
  }

  @AfterEach
  void stop() {
    if (bridge != null) {
      bridge.close();
    }
    broker.close();
    pty.close();
  }

  private Path file(String uri, String keys) throws IOException {
    return Files.writeString(
        folder.resolve("bridge.yaml"),
        """
        p1: {port: 0, host: 127.0.0.1, device: %s}
        mqtt: {uri: "%s", interval: 0%s}
        """
            .formatted(folder.resolve("tty"), uri, keys));
  }

  private String plain() {
    return "mqtt://127.0.0.1:" + broker.port();
  }

  private Bridge bridge(String uri, String keys) throws Exception {
    return Bridge.start(BridgeReader.read(List.of(file(uri, keys)), new Problems()), false);
  }

  private void start(String keys) throws Exception {
    start(plain(), keys);
  }

  private void start(String uri, String keys) throws Exception {
    bridge = bridge(uri, keys);
    await().atMost(PATIENCE).until(() -> bridge.status().toString().contains("1 device open"));
  }

  private void meterSays(int second) {
    pty.write(Telegrams.dutch(second).bytes());
  }

  private static JsonObject json(Mosquitto.Subscriber house, String part) {
    await().atMost(PATIENCE).until(() -> config(house, part) != null);
    return new JsonObject(config(house, part));
  }

  private static String config(Mosquitto.Subscriber house, String part) {
    return house.all().entrySet().stream()
        .filter(each -> each.getKey().startsWith("homeassistant/") && each.getKey().contains(part))
        .map(each -> each.getValue())
        .filter(payload -> !payload.isEmpty())
        .findFirst()
        .orElse(null);
  }

  @Test
  void everyValueOfATelegramStandsOnATopicOfItsOwnAndStays() throws Exception {
    start("");
    meterSays(1);
    Mosquitto.Subscriber first = broker.subscribe();
    first.awaits("evse-bridge/meter/availability", "online");
    first.awaits("evse-bridge/meter/model", "ISK5\\2M550T-1013");
    Mosquitto.Subscriber late = broker.subscribe();
    late.awaits("evse-bridge/status", "online");
    late.awaits("evse-bridge/meter/power", "494");
    late.awaits("evse-bridge/meter/power_l1", "-21");
    late.awaits("evse-bridge/meter/current_l1", "-0.092");
    late.awaits("evse-bridge/meter/current_l2", "1.498");
    late.awaits("evse-bridge/meter/voltage_l3", "230");
    late.awaits("evse-bridge/meter/import", "2956.225");
    late.awaits("evse-bridge/meter/export_t2", "28.031");
    late.awaits("evse-bridge/meter/gas", "1234.567");
    late.awaits("evse-bridge/meter/tariff", "1");
    late.awaits("evse-bridge/meter/failures", "5");
    assertThat(late.all())
        .doesNotContainKey("evse-bridge/meter/water") // which its meter has never read
        .doesNotContainKey("evse-bridge/meter/frequency");
    assertThat(late.lines()).allMatch(line -> line.startsWith("1 "));
  }

  @Test
  void homeAssistantIsToldOfTheMeterInOneMessageWithWhatItNeedsOfEachValue() throws Exception {
    start("");
    meterSays(1);
    Mosquitto.Subscriber house = broker.subscribe();
    JsonObject all = json(house, "/device/");
    assertThat(all.getJsonObject("device").getString("name")).isEqualTo("Smart meter");
    assertThat(all.getJsonObject("device").getString("model")).isEqualTo("ISK5\\2M550T-1013");
    assertThat(all.getJsonObject("origin").getString("name")).isEqualTo("evse-bridge");
    assertThat(all.getString("availability_mode")).isEqualTo("all");
    assertThat(all.getJsonArray("availability"))
        .isEqualTo(
            new JsonArray(
                """
                [{"topic":"evse-bridge/status"},{"topic":"evse-bridge/meter/availability"}]
                """));
    JsonObject gas = all.getJsonObject("components").getJsonObject("gas");
    assertThat(gas.getString("unit_of_measurement")).isEqualTo("m³");
    assertThat(gas.getString("device_class")).isEqualTo("gas");
    assertThat(gas.getString("state_class")).isEqualTo("total_increasing");
    assertThat(gas.getString("unique_id")).matches("evse_[0-9a-f]{12}_meter_gas");
    house.awaits(gas.getString("state_topic"), "1234.567");
  }

  @Test
  void aValueThatComesLaterIsAddedToWhatHomeAssistantKnows() throws Exception {
    start("");
    Mosquitto.Subscriber house = broker.subscribe();
    pty.write(Telegrams.of("/X\\1\n\n0-0:1.0.0(261128183000W)\n1-0:1.7.0(00.494*kW)\n!").bytes());
    house.awaits("evse-bridge/meter/power", "494");
    assertThat(json(house, "/device/").getJsonObject("components").fieldNames())
        .containsExactly("power", "time", "model");
    meterSays(1);
    house.awaits("evse-bridge/meter/gas", "1234.567");
    assertThat(json(house, "/device/").getJsonObject("components").fieldNames()).contains("gas");
  }

  @Test
  void eachValueInAMessageOfItsOwnMovesTheEntitiesAndLeavesNothingBehind() throws Exception {
    start("");
    meterSays(1);
    Mosquitto.Subscriber house = broker.subscribe();
    json(house, "/device/");
    bridge.close();
    start(", discovery: entity");
    meterSays(2);
    JsonObject power = json(house, "homeassistant/sensor/");
    assertThat(power.getString("unique_id")).matches("evse_[0-9a-f]{12}_meter_[a-z0-9_]+");
    assertThat(power.getJsonObject("device").getString("name")).isEqualTo("Smart meter");
    assertThat(power.containsKey("platform")).isFalse();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                house.all().entrySet().stream()
                    .anyMatch(
                        each -> each.getKey().contains("/device/") && each.getValue().isEmpty()));
    List<String> old = house.lines().stream().filter(line -> line.contains("/device/")).toList();
    assertThat(old.get(old.size() - 2)).endsWith("config {\"migrate_discovery\":true}");
  }

  @Test
  void withoutDiscoveryWhatWasToldIsTakenBack() throws Exception {
    start("");
    meterSays(1);
    Mosquitto.Subscriber house = broker.subscribe();
    json(house, "/device/");
    bridge.close();
    start(", discovery: off");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                house.all().entrySet().stream()
                    .filter(each -> each.getKey().startsWith("homeassistant/"))
                    .allMatch(each -> each.getValue().isEmpty()));
  }

  @Test
  void homeAssistantIsToldOnceMoreWhenItIsBornAgain() throws Exception {
    start("");
    meterSays(1);
    Mosquitto.Subscriber house = broker.subscribe();
    json(house, "/device/");
    int before = configs(house);
    broker.publish("homeassistant/status", "online");
    await().atMost(PATIENCE).until(() -> configs(house) > before);
  }

  private static int configs(Mosquitto.Subscriber house) {
    return (int) house.lines().stream().filter(line -> line.contains("/config {")).count();
  }

  @Test
  void aSilentMeterIsOfflineAndTheBridgeIsNot() throws Exception {
    start("");
    Mosquitto.Subscriber house = broker.subscribe();
    for (int second = 1; second <= 4; second++) { // from which it is seen how often it speaks
      meterSays(second);
      String end = "18:30:0" + second;
      await()
          .atMost(PATIENCE)
          .until(() -> house.get("evse-bridge/meter/time").orElse("").contains(end));
    }
    house.awaits("evse-bridge/meter/availability", "online");
    house.awaits("evse-bridge/meter/availability", "offline");
    assertThat(house.get("evse-bridge/status")).contains("online");
    meterSays(5);
    house.awaits("evse-bridge/meter/availability", "online");
  }

  @Test
  void aBridgeThatEndsSaysSoAndOneThatDiesIsSaidToBeGoneByTheBroker() throws Exception {
    Path file = file(plain(), "");
    Mosquitto.Subscriber house = broker.subscribe();
    for (boolean asked : List.of(true, false)) {
      Process process =
          new ProcessBuilder(
                  Programs.java(
                      List.of(
                          "-cp",
                          System.getProperty("java.class.path"),
                          Main.class.getName(),
                          "-c",
                          file.toString())))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      try {
        house.awaits("evse-bridge/status", "online");
      } finally {
        if (asked) {
          process.destroy();
        } else {
          process.destroyForcibly();
        }
        process.waitFor();
      }
      house.awaits("evse-bridge/status", "offline");
    }
  }

  @Test
  void aBrokerThatWasAwayAndHasForgottenAllIsToldAllWithTheNewestValues() throws Exception {
    start(", retry: 1s");
    meterSays(1);
    broker.subscribe().awaits("evse-bridge/meter/gas", "1234.567");
    broker.kill();
    for (int second = 2; second < 30; second++) {
      meterSays(second);
    }
    broker.run();
    Mosquitto.Subscriber house = broker.subscribe();
    house.awaits("evse-bridge/status", "online");
    house.awaits("evse-bridge/meter/gas", "1234.567");
    await()
        .atMost(PATIENCE)
        .until(
            () -> house.get("evse-bridge/meter/time").orElse("").startsWith("2026-11-28T18:30:29"));
    json(house, "/device/");
  }

  @Test
  void aBrokerThatHangsIsLeftAndGetsTheNewestWhenItGoesOn() throws Exception {
    try (LogLines log = LogLines.of(BrokerLink.class)) {
      start(", retry: 1s, timeout: 1s");
      meterSays(1);
      Mosquitto.Subscriber house = broker.subscribe();
      house.awaits("evse-bridge/meter/gas", "1234.567");
      broker.signal("STOP");
      for (int second = 2; second < 50; second++) {
        meterSays(second);
      }
      await().atMost(PATIENCE).until(() -> !log.with("has taken nothing for 1s").isEmpty());
      meterSays(59);
      broker.signal("CONT");
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  house.get("evse-bridge/meter/time").orElse("").startsWith("2026-11-28T18:30:59"));
    }
  }

  @Test
  void aPortWhereNobodySpeaksMqttIsLeftAfterTheTimeout() throws Exception {
    try (LogLines log = LogLines.of(BrokerLink.class);
        var silent = new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress())) {
      start("mqtt://127.0.0.1:" + silent.getLocalPort(), ", timeout: 500ms, retry: 1s");
      await().atMost(PATIENCE).until(() -> !log.with("no answer within 'timeout'").isEmpty());
      try (var accepted = silent.accept()) {
        accepted.setSoTimeout(20_000);
        assertThat(accepted.getInputStream().readAllBytes()).isNotEmpty(); // to the end: it left
      }
    }
  }

  @Test
  void oneWhoIsNotThereAndOneWhoIsNoBrokerAreNamed() throws Exception {
    broker.kill();
    try (LogLines log = LogLines.of(BrokerLink.class)) {
      start("");
      await().atMost(PATIENCE).until(() -> !log.with("nobody listens there").isEmpty());
      assertThat(log.with("WARN"))
          .containsExactly(
              "WARN mqtt at "
                  + plain()
                  + ": nobody listens there; trying again, at least each 30 s");
    }
  }

  @Test
  void twoProgramsWithOneClientIdAreToldOfEachOther() throws Exception {
    try (LogLines log = LogLines.of(BrokerLink.class)) {
      start(", client-id: both, retry: 1s");
      try (Bridge other = bridge(plain(), ", client-id: both, retry: 1s")) {
        await()
            .atMost(PATIENCE)
            .until(() -> !log.with("another program may have the client id both").isEmpty());
      }
    }
  }

  @Test
  void aRefusedPasswordIsNamedAndTheMeterIsServedAllTheSame() throws Exception {
    Path passwords = folder.resolve("passwords");
    new ProcessBuilder("mosquitto_passwd", "-b", "-c", passwords.toString(), "evse", "right")
        .inheritIO()
        .start()
        .waitFor();
    Path password = Files.writeString(folder.resolve("password"), "wrong\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    try (Mosquitto strict =
            Mosquitto.start(folder, "allow_anonymous false", "password_file " + passwords);
        LogLines log = LogLines.of(BrokerLink.class)) {
      start("mqtt://127.0.0.1:" + strict.port(), ", username: evse, password-file: password");
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  !log.with(
                          "the broker refuses evse: look at 'username' and at the password in"
                              + " 'password-file'")
                      .isEmpty());
      bridge.close();
      start("mqtt://127.0.0.1:" + strict.port(), "");
      await()
          .atMost(PATIENCE)
          .until(() -> !log.with("give 'username' and 'password-file'").isEmpty());
      bridge.close();
      Files.writeString(password, "right\n");
      start("mqtt://127.0.0.1:" + strict.port(), ", username: evse, password-file: password");
      meterSays(1);
      strict.subscribe("-u", "evse", "-P", "right").awaits("evse-bridge/meter/power", "494");
    }
  }

  @Test
  void aPasswordThatEverybodyMayReadKeepsMqttFromRunningAndNothingElse() throws Exception {
    Path password = Files.writeString(folder.resolve("password"), "secret\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
    try (LogLines log = LogLines.of(MqttHouse.class)) {
      start(", username: evse, password-file: password");
      assertThat(log.with("ERROR"))
          .containsExactly(
              "ERROR mqtt at %s: nothing is told: everybody may read or write the password in %s: chmod o-rwx %s"
                  .formatted(plain(), password, password));
    }
    assertThat(bridge.p1Ports()).hasSize(1);
  }

  @Test
  void aFileOfCertificatesThatHoldsNoneIsNamed() throws Exception {
    Files.writeString(folder.resolve("ca.pem"), "nothing");
    try (LogLines log = LogLines.of(MqttHouse.class)) {
      start("mqtts://127.0.0.1:" + broker.port(), ", ca-file: ca.pem");
      assertThat(log.with("ERROR"))
          .singleElement()
          .asString()
          .contains("ca.pem holds no certificate");
    }
  }
}
