package org.evsebridge.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;

/**
 * The description of the API: as it is written, and as JSON for the page, which makes forms of it.
 */
final class Description {
  static final String YAML = "/openapi.yaml";
  static final String JSON = "/openapi.json";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Description() {}

  static ApiAnswer yaml() {
    return new ApiAnswer(200, "application/yaml", bytes(), Map.of());
  }

  /** The same without aliases. */
  static ApiAnswer json() {
    try {
      String text = new String(bytes(), StandardCharsets.UTF_8);
      return ApiAnswer.json(200, json(YamlReader.read(YAML, text).get(0)));
    } catch (ConfigException e) {
      throw new IllegalStateException(e); // it is in the program
    }
  }

  private static JsonNode json(YamlNode node) {
    if (node instanceof YamlNode.Mapping mapping) {
      ObjectNode object = NODES.objectNode();
      mapping.entries().forEach(entry -> object.set(entry.key(), json(entry.value())));
      return object;
    }
    if (node instanceof YamlNode.Sequence list) {
      ArrayNode array = NODES.arrayNode();
      list.items().forEach(item -> array.add(json(item)));
      return array;
    }
    return node instanceof YamlNode.Scalar scalar && !scalar.isNull()
        ? NODES.textNode(scalar.text())
        : NODES.nullNode();
  }

  private static byte[] bytes() {
    try (InputStream text = Description.class.getResourceAsStream(YAML)) {
      return text.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is in the program
    }
  }
}
