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
 * What of the description the page makes its forms of, as a file of the page: so the rig needs no
 * reader of YAML for whoever opens it.
 */
final class PageRequests {
  static final String FILE =
      "simulator/src/main/resources/org/evsebridge/simulator/page/requests.json";

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
