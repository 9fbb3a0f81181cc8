package org.evsebridge.simulator.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.evsebridge.bridge.web.PageFiles;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;

/**
 * The description of the API: as it is written, and what of it the page makes its forms of, as JSON
 * and without the rest.
 */
final class Description {
  static final String YAML = "/openapi.yaml";
  static final String REQUESTS = PageFiles.ROOT + "requests.json";

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

  private Description() {}

  static ApiAnswer yaml() {
    return new ApiAnswer(200, "application/yaml", bytes(), Map.of());
  }

  /** What can be asked, without aliases; its numbers are texts. */
  static ApiAnswer requests() {
    try {
      JsonNode all = json(YamlReader.read(YAML, new String(bytes(), UTF_8)).get(0));
      ObjectNode schemas = (ObjectNode) all.at("/components/schemas");
      schemas.retain(
          schemas.properties().stream()
              .map(Map.Entry::getKey)
              .filter(name -> name.endsWith("Body") || name.endsWith("Parameter"))
              .toList());
      return new ApiAnswer(
          200, "application/json", JsonText.line(all).getBytes(UTF_8), PageFiles.HEADERS);
    } catch (ConfigException | JsonProcessingException e) {
      throw new IllegalStateException(e); // it is in the program
    }
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
          .map(Description::json)
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

  private static byte[] bytes() {
    try (InputStream text = Description.class.getResourceAsStream(YAML)) {
      return text.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is in the program
    }
  }
}
