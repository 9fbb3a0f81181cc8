package org.evsebridge.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.testing.SchemaJudge;
import org.evsebridge.bridge.testing.TcpClient;
import org.evsebridge.bridge.testing.Telegrams;
import org.evsebridge.bridge.yaml.YamlReader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bridge's state for programs, held against its description by a validator of others. */
class BridgeApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private static JsonNode description(ServedHouse house) throws Exception {
    String text = house.get("/openapi.yaml").body();
    return SchemaJudge.json(YamlReader.read("openapi.yaml", text).get(0));
  }

  private static List<String> faults(JsonNode description, String path, String body)
      throws Exception {
    JsonNode media =
        description.at("/paths/" + path.replace("/", "~1") + "/get/responses/200/content");
    ObjectNode schema = media.at("/application~1json/schema").deepCopy();
    schema.set("components", description.get("components"));
    return SchemaJudge.FACTORY.getSchema(schema).validate(JSON.readTree(body)).stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void everyAnswerLooksAsTheDescriptionSaysAndTheDescriptionForbidsWhatItDoesNotName()
      throws Exception {
    try (ServedHouse house = new ServedHouse(folder, "")) {
      JsonNode description = description(house);
      assertThat(faults(description, "/api/bridge", house.get("/api/bridge").body())).isEmpty();
      house.meterSays(Telegrams.dutch());
      house.awaitThat("/api/bridge", "\"state\":\"C\"");
      house.awaitThat("/api/bridge", "\"watts\":494");
      List<String> jsonPaths = new ArrayList<>();
      description.get("paths").fieldNames().forEachRemaining(jsonPaths::add);
      jsonPaths.remove("/events");
      for (String path : jsonPaths) {
        HttpResponse<String> answer = house.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(faults(description, path, answer.body())).as(path).isEmpty();
        ObjectNode more = (ObjectNode) JSON.readTree(answer.body());
        more.put("unheard_of", 1);
        assertThat(faults(description, path, more.toString())).as(path).isNotEmpty();
      }
    }
  }

  @Test
  void meterModuleLineUnitPortAndClientsStandInTheState() throws Exception {
    try (ServedHouse house = new ServedHouse(folder, "");
        TcpClient client = TcpClient.dial(house.p1Port())) {
      house.meterSays(Telegrams.dutch());
      house.awaitThat("/api/bridge", "\"session_kwh\":1.5");
      client.read(Telegrams.dutch().bytes().length);
      await()
          .untilAsserted(
              () ->
                  assertThat(state(house).at("/ports/0/each_client/0/taken_bytes").asInt())
                      .isEqualTo(Telegrams.dutch().bytes().length));
      JsonNode state = state(house);
      assertThat(state.at("/meter/phases/L1/amperes").asDouble()).isEqualTo(-0.092);
      assertThat(state.at("/meter/gas_m3").asDouble()).isEqualTo(1234.567);
      assertThat(state.at("/modules/0/unit").asInt()).isEqualTo(2);
      assertThat(state.at("/modules/0/advertised_amperes").asInt()).isEqualTo(10);
      assertThat(state.at("/modules/0/watts").asDouble()).isEqualTo(6900);
      assertThat(state.at("/lines/0/units/2/answers").asInt()).isPositive();
      assertThat(state.at("/lines/0/units/2/timeouts").asInt()).isZero();
      assertThat(state.at("/ports/0/clients").asInt()).isEqualTo(1);
      assertThat(state.at("/ports/0/each_client/0/waiting_bytes").asInt()).isZero();
      assertThat(state.at("/ports/0/each_client/0/address").asText()).startsWith("127.0.0.1:");
      assertThat(state.at("/ports/0/device_open").asInt()).isEqualTo(1);
    }
  }

  private static JsonNode state(ServedHouse house) throws Exception {
    return JSON.readTree(house.get("/api/bridge").body());
  }

  @Test
  void troubleIsToldInTheLogsOwnWords() throws Exception {
    try (ServedHouse house = new ServedHouse(folder, "")) {
      house.pullTheMeterOut();
      house.awaitThat("/api/bridge", "ttyP1 went away; trying again every");
      assertThat(state(house).at("/trouble/0/level").asText()).isEqualTo("warning");
    }
  }

  /** Clients' addresses are for callers on this machine, whatever its address, and the token's. */
  @Test
  void addressesOfClientsAreHiddenFromOthersAndShownToTheToken() throws Exception {
    Optional<String> address = addressOnTheNetwork();
    Assumptions.assumeTrue(address.isPresent(), "this machine has no address but loopback");
    Path token = Files.writeString(folder.resolve("token"), "sesame");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    try (ServedHouse house = new ServedHouse(folder, ", host: 0.0.0.0, token-file: " + token);
        TcpClient client = TcpClient.dial(house.p1Port())) {
      house.awaitThat("/api/bridge", "\"clients\":1");
      URI outside = URI.create("http://" + address.get() + ":" + house.port() + "/api/bridge");
      HttpRequest.Builder request = HttpRequest.newBuilder(outside);
      assertThat(body(request.build()))
          .contains("\"taken_bytes\"")
          .doesNotContain("\"address\"")
          .doesNotContain("127.0.0.1:");
      assertThat(body(request.header("Authorization", "Bearer sesame").build()))
          .contains("\"address\":\"127.0.0.1:");
      assertThat(client.isHungUp()).isFalse();
    }
  }

  private static String body(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static Optional<String> addressOnTheNetwork() throws Exception {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(one -> !one.isLoopbackAddress() && one.getAddress().length == 4)
        .map(InetAddress::getHostAddress)
        .findFirst();
  }

  @Test
  void thePageAndItsFilesComeOutOfTheProgramAndNothingElseDoes() throws Exception {
    try (ServedHouse house = new ServedHouse(folder, "")) {
      HttpResponse<String> page = house.get("/");
      assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
          .startsWith("default-src 'self'");
      assertThat(page.body()).doesNotContain("http:").doesNotContain("https:");
      for (String file :
          List.of("page.js", "house.css", "uPlot.iife.min.js", "uPlot.min.css", "icon.svg")) {
        assertThat(house.get("/static/" + file).statusCode()).as(file).isEqualTo(200);
      }
      for (String none :
          List.of("/static/", "/static/uPlot.d.ts", "/static/../page.js", "/static/page.class")) {
        assertThat(house.get(none).statusCode()).as(none).isEqualTo(404);
      }
    }
  }
}
