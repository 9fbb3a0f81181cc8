package org.evsebridge.simulator.junit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.simulator.config.RigFile;

/**
 * What a test's station is to be: the keys of a rig.yaml, said in Java, or a rig.yaml itself. What
 * is not said is as in the default station.
 *
 * <pre>{@code
 * StationBuilder.station()
 *     .set("time.start", "2026-11-23 18:00")
 *     .set("house.connection", "3x25")
 *     .charger(Map.of("name", "left", "unit", 2))
 *     .charger(Map.of("name", "right", "unit", 3))
 *     .controlledBy("{rule: balancing}");
 * }</pre>
 */
public final class StationBuilder {
  /** Written so that a run is the same each time, whenever it is made. */
  private static final String START = "2026-11-23 18:00";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode keys = JSON.createObjectNode();
  private final Optional<Path> file;
  private final Optional<String> yaml;
  private String controller = "";

  private StationBuilder(Optional<Path> file, Optional<String> yaml) {
    this.file = file;
    this.yaml = yaml;
  }

  /** The default station at six on a Monday evening in winter. */
  public static StationBuilder station() {
    return new StationBuilder(Optional.empty(), Optional.empty()).set("time.start", START);
  }

  /** The station of a rig.yaml. */
  public static StationBuilder file(Path rig) {
    return new StationBuilder(Optional.of(rig), Optional.empty());
  }

  /** The station of the text of a rig.yaml. */
  public static StationBuilder yaml(String rig) {
    return new StationBuilder(Optional.empty(), Optional.of(rig));
  }

  /**
   * Sets a key of rig.yaml.
   *
   * @param path the key, with dots between it and those that it stands in, such as {@code
   *     house.connection}
   * @param value a text, number or truth value, or a map or list of such
   * @throws IllegalStateException when the station is that of a file or a text
   */
  public StationBuilder set(String path, Object value) {
    String[] names = path.split("\\.");
    ObjectNode block = own();
    for (int i = 0; i < names.length - 1; i++) {
      block = block.withObjectProperty(names[i]);
    }
    block.set(names[names.length - 1], JSON.valueToTree(value));
    return this;
  }

  /**
   * Adds a charger.
   *
   * @param charger the keys of an entry of rig.yaml's {@code chargers}
   */
  public StationBuilder charger(Map<String, ?> charger) {
    ArrayNode chargers = own().withArrayProperty("chargers");
    chargers.add(JSON.<ObjectNode>valueToTree(charger));
    return this;
  }

  /**
   * Says who controls the modules; only for a station that is stepped.
   *
   * @param controller the keys of a scenario's {@code controller}, such as {@code {rule:
   *     balancing}}
   */
  public StationBuilder controlledBy(String controller) {
    this.controller = controller;
    return this;
  }

  private ObjectNode own() {
    if (file.isPresent() || yaml.isPresent()) {
      throw new IllegalStateException("the station's keys are all in its rig.yaml");
    }
    return keys;
  }

  String controller() {
    return controller;
  }

  RigFile read() throws ConfigException {
    return file.isPresent()
        ? RigFile.read(file.get())
        : RigFile.read("the station", yaml.orElseGet(keys::toString));
  }
}
