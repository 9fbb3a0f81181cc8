package org.evsebridge.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;

/**
 * What of the description the page makes its forms and its chips of, as files of the page: so the
 * rig needs no reader of YAML for whoever opens it.
 */
final class PageRequests {
  private static final String PAGE = "simulator/src/main/resources/org/evsebridge/simulator/page/";

  static final String FILE = PAGE + "requests.json";

  static final String CHOICES = PAGE + "choices.json";

  /** What of it says nothing of what can be asked, or what the rig says itself when it refuses. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "info",
          "responses",
          "securitySchemes",
          "security",
          "additionalProperties",
          "pattern",
          "minimum",
          "maximum",
          "example");

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** A field that is left empty is not sent. */
  private static final JsonNode OR_NOTHING = NODES.objectNode().put("type", "null");

  private PageRequests() {}

  /** As JSON without aliases; its numbers are texts. */
  static String of(String openapi) throws ConfigException {
    ObjectNode all = (ObjectNode) json(YamlReader.read("openapi.yaml", openapi).get(0));
    ObjectNode schemas = (ObjectNode) all.at("/components/schemas");
    schemas.retain(
        schemas.properties().stream()
            .map(Map.Entry::getKey)
            .filter(name -> name.endsWith("Body") || name.endsWith("Parameter"))
            .toList());
    return all + "\n";
  }

  /**
   * The names of faults, cars and modes, which the page shows from the beginning, and what they
   * mean.
   */
  static String choices(String openapi) throws ConfigException {
    JsonNode schemas =
        json(YamlReader.read("openapi.yaml", openapi).get(0)).at("/components/schemas");
    ArrayNode meterFaults = NODES.arrayNode();
    schemas
        .at("/MeterFaultsBody/properties")
        .properties()
        .forEach(key -> add(meterFaults, key.getKey(), key.getValue().get("description")));
    ObjectNode choices = NODES.objectNode();
    choices.set("faults", choices(schemas.get("FaultParameter")));
    choices.set("lineFaults", choices(schemas.at("/LineFaultBody/properties/fault")));
    choices.set("meterFaults", meterFaults);
    choices.set("batteryModes", schemas.at("/BatteryBody/properties/mode").findValue("enum"));
    choices.set("presets", schemas.at("/CarBody/properties/preset").findValue("enum"));
    return choices + "\n";
  }

  private static ArrayNode choices(JsonNode schema) {
    ArrayNode all = NODES.arrayNode();
    for (int i = 0; i < schema.get("enum").size(); i++) {
      add(all, schema.get("enum").get(i).asText(), schema.get("enumDescriptions").get(i));
    }
    return all;
  }

  private static void add(ArrayNode all, String name, JsonNode means) {
    all.addObject().put("name", name).set("means", means);
  }

  private static JsonNode json(YamlNode node) {
    if (node instanceof YamlNode.Mapping mapping) {
      ObjectNode object = NODES.objectNode();
      mapping.entries().stream()
          .filter(entry -> !LEFT_OUT.contains(entry.key()))
          .filter(entry -> !isLongForm(entry.key(), mapping))
          .forEach(entry -> object.set(entry.key(), json(entry.value())));
      return object;
    }
    if (node instanceof YamlNode.Sequence list) {
      ArrayNode array = NODES.arrayNode();
      list.items().stream()
          .map(PageRequests::json)
          .filter(item -> !item.equals(OR_NOTHING))
          .forEach(array::add);
      return array;
    }
    return node instanceof YamlNode.Scalar scalar && !scalar.isNull()
        ? NODES.textNode(scalar.text())
        : NODES.nullNode();
  }

  /** Whether a description stands beside a summary, which is what the page shows. */
  private static boolean isLongForm(String key, YamlNode.Mapping of) {
    return key.equals("description")
        && of.entries().stream().anyMatch(entry -> entry.key().equals("summary"));
  }
}
