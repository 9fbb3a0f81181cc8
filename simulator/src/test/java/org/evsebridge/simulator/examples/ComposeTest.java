package org.evsebridge.simulator.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.evsebridge.bridge.BridgeConfig;
import org.evsebridge.bridge.BridgeReader;
import org.evsebridge.bridge.config.mqtt.BrokerAddress;
import org.evsebridge.bridge.testing.Documents;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.simulator.config.RigFile;
import org.evsebridge.simulator.rig.RigOptions;
import org.evsebridge.simulator.station.StationSettings;
import org.junit.jupiter.api.Test;

/**
 * The compose file: what it mounts exists and is taken by its program, and names and ports in one
 * file are those of another.
 */
class ComposeTest {
  private static final Path FOLDER = Documents.ROOT.resolve("simulator/packaging");
  private static final String STATION = "station";

  private static JsonNode yaml(String file) throws IOException {
    return new YAMLMapper().readTree(FOLDER.resolve(file).toFile());
  }

  private static Stream<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  /** The services by name. */
  private static Map<String, JsonNode> services() throws IOException {
    Map<String, JsonNode> services = new HashMap<>();
    yaml("compose.yaml")
        .get("services")
        .properties()
        .forEach(s -> services.put(s.getKey(), s.getValue()));
    return services;
  }

  private static BridgeConfig bridge() throws Exception {
    Problems leftOut = new Problems();
    BridgeConfig config =
        BridgeReader.read(List.of(FOLDER.resolve("compose/bridge.yaml")), leftOut);
    assertThat(leftOut.all()).isEmpty();
    return config;
  }

  @Test
  void hasThePartsOfAWholeHouse() throws Exception {
    assertThat(services()).containsOnlyKeys("rig", "bridge", "evcc", "mosquitto", "homeassistant");
    for (JsonNode service : services().values()) {
      assertThat(service.has("build")).isNotEqualTo(service.has("image"));
    }
  }

  @Test
  void buildsFromFilesThatAreThereAndMountsFilesThatAreThere() throws Exception {
    Map<String, JsonNode> volumes =
        yaml("compose.yaml").get("volumes").properties().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    for (JsonNode service : services().values()) {
      if (service.has("build")) {
        Path context = FOLDER.resolve(service.at("/build/context").asText()).normalize();
        assertThat(context).isEqualTo(Documents.ROOT);
        assertThat(context.resolve(service.at("/build/dockerfile").asText())).isRegularFile();
      }
      for (JsonNode volume : service.path("volumes")) {
        String from = volume.asText().split(":")[0];
        if (from.startsWith(".")) {
          assertThat(FOLDER.resolve(from)).isRegularFile();
          assertThat(volume.asText()).endsWith(":ro");
        } else {
          assertThat(volumes).containsKey(from);
        }
      }
    }
  }

  @Test
  void theRigAndTheBridgeTakeTheirFilesAndShowTheHouseOnOnePort() throws Exception {
    RigFile rig = RigFile.read(FOLDER.resolve("compose/rig.yaml"));
    int port = rig.bridge().http().orElseThrow().listen().getPort();
    assertThat(bridge().http().orElseThrow().listen().getPort()).isEqualTo(port);
    for (String either : List.of("rig", "bridge")) {
      JsonNode service = services().get(either);
      assertThat(service.at("/networks/default/aliases/0").asText()).isEqualTo(STATION);
      assertThat(items(service.get("ports")).map(JsonNode::asText))
          .anyMatch(published -> published.endsWith(port + ":" + port));
    }
    assertThat(services().get("bridge").at("/environment/HEALTH_PORT").asInt()).isEqualTo(port);
    assertThat(yaml("compose/configuration.yaml").at("/rest/0/resource").asText())
        .isEqualTo("http://" + STATION + ":" + port + "/api/bridge");
  }

  @Test
  void evccFindsMeterModuleAndBrokerOnEither() throws Exception {
    JsonNode evcc = yaml("compose/evcc.yaml");
    JsonNode meter = evcc.at("/meters/0");
    JsonNode charger = evcc.at("/chargers/0");
    for (JsonNode device : List.of(meter, charger)) {
      assertThat(device.get("host").asText()).isEqualTo(STATION);
    }
    assertThat(meter.get("port").asInt())
        .isEqualTo(RigOptions.P1_PORT)
        .isEqualTo(bridge().p1Ports().get(0).listen().getPort());
    assertThat(charger.get("port").asInt())
        .isEqualTo(RigOptions.MODBUS_PORT)
        .isEqualTo(bridge().modbusProxies().get(0).listen().getPort());
    assertThat(charger.get("id").asInt())
        .isEqualTo(StationSettings.DEFAULT.chargers().get(0).unit());
    assertThat(evcc.at("/circuits/0/maxcurrent").asDouble())
        .isEqualTo(StationSettings.DEFAULT.house().connection().amperes());
    RigFile rig = RigFile.read(FOLDER.resolve("compose/rig.yaml"));
    BrokerAddress broker = rig.bridge().mqtt().orElseThrow().broker();
    assertThat(bridge().mqtt().orElseThrow().broker()).isEqualTo(broker);
    assertThat(evcc.at("/mqtt/broker").asText()).isEqualTo(broker.host() + ":" + broker.port());
    assertThat(services()).containsKey(broker.host());
  }

  @Test
  void theImagesTakeTheFilesThatTheContextLetsThrough() throws Exception {
    List<String> allowed =
        Files.readAllLines(Documents.ROOT.resolve(".dockerignore")).stream()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .toList();
    Stream<String> copied =
        Stream.of("simulator/packaging/Dockerfile", "bridge/packaging/Dockerfile")
            .flatMap(ComposeTest::lines)
            .filter(line -> line.startsWith("COPY ") && !line.contains("--from"))
            .flatMap(
                line -> Stream.of(line.split(" ")).skip(1).filter(word -> !word.startsWith("/")));
    assertThat(copied.distinct().toList()).containsExactlyInAnyOrderElementsOf(allowed);
    for (String file : allowed) {
      if (!file.contains("/target/")) {
        assertThat(Documents.ROOT.resolve(file)).isRegularFile();
      }
    }
  }

  @Test
  void thePagesNameTheImageAndTheActionOfThisRelease() throws Exception {
    Matcher pom = Pattern.compile("<version>([^<]+)</version>").matcher(Documents.text("pom.xml"));
    assertThat(pom.find()).isTrue();
    assumeFalse(pom.group(1).endsWith("-SNAPSHOT"), "between two releases the last one is named");
    Pattern named = Pattern.compile("(?:github-action\\S*@v|evse-simulator:)(\\d[\\w.]*\\w)");
    for (String page : List.of("simulator/docs/ci.md", "simulator/docs/container.md")) {
      assertThat(named.matcher(Documents.text(page)).results().map(found -> found.group(1)))
          .as(page)
          .isNotEmpty()
          .containsOnly(pom.group(1));
    }
  }

  private static Stream<String> lines(String file) {
    try {
      return Files.readAllLines(Documents.ROOT.resolve(file)).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
