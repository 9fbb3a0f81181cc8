package org.evsebridge.simulator.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.testing.ModbusClient;
import org.evsebridge.bridge.testing.Mosquitto;
import org.evsebridge.simulator.config.RigFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the bridge in front of a rig serves to the house. */
class HouseOfRigTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  private Rig start(String bridge) throws Exception {
    Path file = Files.writeString(folder.resolve("rig.yaml"), "bridge: " + bridge + "\n");
    RigFile wanted = RigFile.read(file);
    return Rig.start(
        new RigOptions(folder.resolve("rig"), RigOptions.HOST, 0, 0, wanted.bridge()),
        wanted.station());
  }

  private static String get(Rig rig, String path, String... headers) throws Exception {
    return get(rig.addresses().orElseThrow().house().orElseThrow(), path, headers);
  }

  private static String get(InetSocketAddress house, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://" + house.getHostString() + ":" + house.getPort() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void theMetersAndTheModulesValuesAreServedWithAGuardAndWithout() throws Exception {
    for (String guard : new String[] {"", ", guard: {fuse: 25, chargers: {unit: 2}}"}) {
      try (Rig rig = start("{http: {port: 0}" + guard + "}")) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(get(rig, "/api/bridge"))
                        .contains("\"watts\":")
                        .contains("\"unit\":2,\"fresh\":true")
                        .contains(guard.isEmpty() ? "\"guards\":[]" : "\"fuse_amperes\":25"));
        assertThat(get(rig, "/api/v1/data")).contains("active_power_w");
      }
    }
  }

  /** An outside controller that says nothing any more is told by this count. */
  @ParameterizedTest
  @ValueSource(strings = {"{guard: {fuse: 25, chargers: {unit: 2}}}", "{http: {port: 0}}"})
  void whatTheBridgeAsksByItselfIsNoClients(String bridge) throws Exception {
    try (Rig rig = start(bridge)) {
      try (ModbusClient client =
          ModbusClient.connect(Framing.TCP, rig.addresses().orElseThrow().modbus())) {
        Pdu read = Pdu.request(4, 0x0103, 1);
        await().atMost(PATIENCE).until(() -> !client.ask(2, read).isException());
        long before = rig.clientsRequests();
        long all = rig.requests();
        await()
            .atMost(PATIENCE)
            .until(() -> rig.requests() >= all + 3); // the guard, or the status, looks by itself
        assertThat(rig.clientsRequests()).isEqualTo(before);

        client.ask(2, read);
        assertThat(rig.clientsRequests()).isEqualTo(before + 1);
      }
    }
  }

  @Test
  void whatTheBridgeAsksByItselfIsToldAsItsOwn() throws Exception {
    try (Rig rig = start("{http: {port: 0}}")) {
      rig.serveControl(RigOptions.HOST, 0, Optional.empty());
      InetSocketAddress control = rig.control().orElseThrow().address();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(get(control, "/lines")).contains("\"lastClient\" : \"the bridge\""));
    }
  }

  @Test
  void itsTokenStandsInAFileBesideTheRigs() throws Exception {
    Files.writeString(folder.resolve("word"), "sesame");
    folder.resolve("word").toFile().setReadable(false, false);
    folder.resolve("word").toFile().setReadable(true, true);
    try (Rig rig = start("{http: {port: 0, read: token, token-file: word}}")) {
      assertThat(get(rig, "/metrics")).contains("Authorization: Bearer");
      assertThat(get(rig, "/metrics", "Authorization", "Bearer sesame")).contains("evsebridge_");
    }
  }

  @Test
  void aBrokerIsToldOfTheMeterAndTheModulesAsTheKeysWishIt() throws Exception {
    try (Mosquitto broker = Mosquitto.start(folder)) {
      Mosquitto.Subscriber house = broker.subscribe();
      String keys = "prefix: garage, discovery: entity, discovery-prefix: ha, control: true";
      try (Rig rig =
          start("{mqtt: {uri: 'mqtt://127.0.0.1:%d', %s}}".formatted(broker.port(), keys))) {
        assertThat(rig.addresses().orElseThrow().house()).isEmpty();
        house.awaits("garage/meter/availability", "online");
        house.awaits("garage/module/2/state", "A");
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(house.all().keySet())
                        .anyMatch(topic -> topic.matches("ha/number/.*_module_2/set_limit/config"))
                        .contains("garage/meter/power"));
      }
      house.awaits("garage/status", "offline");
    }
  }

  @Test
  void withoutTheBlockNothingIsServed() throws Exception {
    try (Rig rig = start("{enabled: true}")) {
      assertThat(rig.addresses().orElseThrow().house()).isEmpty();
    }
  }
}
