package org.evsebridge.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.evsebridge.bridge.BridgeConfig;
import org.evsebridge.bridge.BridgeReader;
import org.evsebridge.bridge.testing.Documents;
import org.evsebridge.bridge.testing.Peers;
import org.evsebridge.bridge.testing.SchemaJudge;
import org.evsebridge.bridge.testing.Telegrams;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of others on the page "Your house" fit what its bridge.yaml serves. */
class YourHouseTest {
  @TempDir Path folder;

  private static String block(String heading) throws Exception {
    String page = Documents.text("bridge/docs/your-house.md");
    String section = page.substring(page.indexOf("\n## " + heading));
    String code = section.substring(section.indexOf("\n```") + 4);
    return code.substring(code.indexOf('\n') + 1, code.indexOf("\n```\n") + 1);
  }

  private static JsonNode yaml(String heading) throws Exception {
    return SchemaJudge.json(YamlReader.read(heading, block(heading)).get(0));
  }

  private BridgeConfig bridge() throws Exception {
    Path file = Files.writeString(folder.resolve("house.yaml"), block("bridge.yaml"));
    Problems problems = new Problems();
    BridgeConfig config = BridgeReader.read(List.of(file), problems);
    problems.throwIfAny();
    return config;
  }

  @Test
  void evccAsksThePortsThatTheBridgeServesForTheUnitThatIsTheModule() throws Exception {
    BridgeConfig bridge = bridge();
    JsonNode evcc = yaml("evcc.yaml");
    JsonNode charger = evcc.at("/chargers/0");
    assertThat(evcc.at("/meters/0/template").asText()).isEqualTo("homewizard");
    assertThat(bridge.http().orElseThrow().listen().getPort()).isEqualTo(80);
    assertThat(charger.get("template").asText()).isEqualTo("smartevse");
    assertThat(charger.get("modbus").asText()).isEqualTo("rs485tcpip");
    assertThat(charger.get("port").asInt())
        .isEqualTo(bridge.modbusProxies().get(0).listen().getPort());
    assertThat(bridge.modbusProxies().get(0).units().kinds())
        .containsKey(charger.get("id").asInt());
    assertThat(Documents.text("bridge/docs/your-house.md"))
        .contains("`template: dsmr` (port " + bridge.p1Ports().get(0).listen().getPort() + ")");
  }

  @Test
  void homeAssistantFindsAValueBehindEachTemplate() throws Exception {
    try (ServedHouse house = new ServedHouse(folder, "")) {
      house.meterSays(Telegrams.dutch());
      house.awaitThat("/api/bridge", "\"session_kwh\":1.5");
      JsonNode rest = yaml("configuration.yaml of Home Assistant").at("/rest/0");
      assertThat(rest.get("resource").asText()).endsWith("192.168.1.9/api/bridge");
      JsonNode state = new ObjectMapper().readTree(house.get("/api/bridge").body());
      List<String> pointers =
          Pattern.compile("\\{\\{ value_json([^ ]+) }}")
              .matcher(rest.get("sensor").toString())
              .results()
              .map(YourHouseTest::pointer)
              .toList();
      assertThat(pointers).hasSameSizeAs(rest.get("sensor")).hasSizeGreaterThan(2);
      for (String pointer : pointers) {
        assertThat(state.at(pointer).isValueNode()).as(pointer).isTrue();
        assertThat(state.at(pointer).isMissingNode()).as(pointer).isFalse();
      }
    }
  }

  private static String pointer(MatchResult template) {
    return template.group(1).replace('.', '/').replaceAll("\\[(\\d+)]", "/$1");
  }

  @Test
  void promtoolTakesTheScrapeConfigurationWhoseTargetIsTheHttpPort() throws Exception {
    String promtool = Peers.program("promtool");
    Path file = Files.writeString(folder.resolve("prometheus.yml"), block("prometheus.yml"));
    Path said = folder.resolve("said");
    int status =
        new ProcessBuilder(promtool, "check", "config", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    assertThat(status).as(Files.readString(said)).isZero();
    assertThat(yaml("prometheus.yml").at("/scrape_configs/0/static_configs/0/targets/0").asText())
        .endsWith(":" + bridge().http().orElseThrow().listen().getPort());
  }
}
