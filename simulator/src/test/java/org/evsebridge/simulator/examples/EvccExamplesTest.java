package org.evsebridge.simulator.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;
import org.evsebridge.simulator.rig.RigOptions;
import org.evsebridge.simulator.station.StationSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** evcc refuses a file with a key that it does not know; so do these tests. */
class EvccExamplesTest {
  private static final Path FOLDER = Path.of("..", "evcc-examples");

  /** The parameters of evcc's templates, and those that every template has. */
  private static final Map<String, Set<String>> TEMPLATE_KEYS =
      Map.of(
          "dsmr", Set.of("usage", "host", "port", "timeout"),
          "smartevse", Set.of("modbus", "id", "host", "port", "device", "baudrate", "comset"));

  private static final Map<String, Set<String>> KEYS =
      Map.of(
          "circuits", Set.of("name", "title", "maxcurrent", "meter"),
          "vehicles", Set.of("name", "type", "title", "capacity", "soc"),
          "loadpoints", Set.of("title", "charger", "vehicle", "circuit", "mode"),
          "site", Set.of("title", "meters"));

  @ParameterizedTest
  @ValueSource(strings = {"rig.yaml", "serial.yaml", "gateway.yaml"})
  void haveOnlyKeysThatEvccKnowsAndNamesThatExist(String file) throws Exception {
    YamlNode.Mapping top = load(file);
    Set<String> names = new HashSet<>();
    for (String list : List.of("meters", "chargers")) {
      for (YamlNode device : items(top, list)) {
        Map<String, String> values = values(device);
        assertThat(values).containsEntry("type", "template").containsKey("name");
        assertThat(values.get("name")).matches("[a-z]+");
        names.add(values.get("name"));
        Set<String> allowed = new HashSet<>(TEMPLATE_KEYS.get(values.get("template")));
        allowed.addAll(Set.of("name", "type", "template"));
        assertThat(allowed).containsAll(values.keySet());
      }
    }
    for (YamlNode circuit : items(top, "circuits")) {
      assertThat(KEYS.get("circuits")).containsAll(values(circuit).keySet());
      assertThat(names).contains(values(circuit).get("meter"));
      names.add(values(circuit).get("name"));
    }
    for (YamlNode vehicle : itemsIfAny(top, "vehicles")) {
      assertThat(KEYS.get("vehicles")).containsAll(values(vehicle).keySet());
      names.add(values(vehicle).get("name"));
    }
    for (YamlNode loadpoint : items(top, "loadpoints")) {
      assertThat(KEYS.get("loadpoints")).containsAll(values(loadpoint).keySet());
      for (String what : List.of("charger", "vehicle", "circuit")) {
        String name = values(loadpoint).get(what);
        assertThat(name == null || names.contains(name)).as("%s %s", what, name).isTrue();
      }
      assertThat(values(loadpoint)).containsKeys("charger", "circuit");
    }
    YamlNode.Mapping site = (YamlNode.Mapping) node(top, "site");
    assertThat(KEYS.get("site")).containsAll(values(site).keySet());
    assertThat(names).contains(values(node(site, "meters")).get("grid"));
  }

  @Test
  void reachTheChargerInTheWaysThatTheyAreFor() throws Exception {
    Map<String, String> serial = charger("serial.yaml");
    assertThat(serial).containsEntry("modbus", "rs485serial").containsEntry("id", "2");
    assertThat(
            SerialSettings.MODULE
                .withBaudrate(Integer.parseInt(serial.get("baudrate")))
                .withComset(serial.get("comset")))
        .contains(SerialSettings.MODULE);
    assertThat(charger("gateway.yaml"))
        .containsEntry("modbus", "rs485tcpip")
        .containsEntry("id", "2")
        .containsKeys("host", "port")
        .doesNotContainKey("device");
  }

  @Test
  void pointAtTheDefaultRig() throws Exception {
    Map<String, String> meter = values(items(load("rig.yaml"), "meters").get(0));
    assertThat(meter)
        .containsEntry("host", RigOptions.HOST)
        .containsEntry("port", String.valueOf(RigOptions.P1_PORT));
    assertThat(charger("rig.yaml"))
        .containsEntry("host", RigOptions.HOST)
        .containsEntry("port", String.valueOf(RigOptions.MODBUS_PORT))
        .containsEntry("id", String.valueOf(StationSettings.DEFAULT.chargers().get(0).unit()));
    YamlNode car = items(load("rig.yaml"), "vehicles").get(0);
    assertThat(values(node((YamlNode.Mapping) car, "soc")))
        .containsEntry(
            "uri",
            "http://%s:%d/chargers/%s"
                .formatted(
                    RigOptions.HOST,
                    RigOptions.HTTP_PORT,
                    StationSettings.DEFAULT.chargers().get(0).name()));
    Map<String, String> circuit = values(items(load("rig.yaml"), "circuits").get(0));
    assertThat(Double.parseDouble(circuit.get("maxcurrent")))
        .isEqualTo(StationSettings.DEFAULT.house().connection().amperes());
  }

  private static Map<String, String> charger(String file) throws ConfigException {
    return values(items(load(file), "chargers").get(0));
  }

  private static YamlNode.Mapping load(String file) throws ConfigException {
    return (YamlNode.Mapping) YamlReader.read(FOLDER.resolve(file)).get(0);
  }

  private static YamlNode node(YamlNode.Mapping in, String key) {
    return in.entries().stream()
        .filter(entry -> entry.key().equals(key))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static List<YamlNode> itemsIfAny(YamlNode.Mapping top, String list) {
    boolean there = top.entries().stream().anyMatch(entry -> entry.key().equals(list));
    return there ? items(top, list) : List.of();
  }

  private static List<YamlNode> items(YamlNode.Mapping top, String list) {
    return ((YamlNode.Sequence) node(top, list)).items();
  }

  private static Map<String, String> values(YamlNode block) {
    return ((YamlNode.Mapping) block)
        .entries().stream()
            .collect(
                Collectors.toMap(
                    YamlNode.Entry::key,
                    entry -> entry.value() instanceof YamlNode.Scalar scalar ? scalar.text() : ""));
  }
}
