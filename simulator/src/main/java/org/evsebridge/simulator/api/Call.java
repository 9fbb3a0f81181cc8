package org.evsebridge.simulator.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.JsonReader;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;

/**
 * One request: what its path and query name, and its body.
 *
 * @param names the parts of the path that stand for something, by their name in the template
 * @param query the query's parameters
 */
record Call(Map<String, String> names, Map<String, String> query, String body) {

  /** A part of the path. */
  String name(String template) {
    return names.get(template);
  }

  /** A parameter of the query, or what holds without it. */
  <T> T parameter(Key<T> key) {
    Position at = new Position("query", 1, 1);
    List<YamlNode.Entry> given =
        Optional.ofNullable(query.get(key.name())).stream()
            .map(text -> new YamlNode.Scalar(at, Optional.empty(), text, false))
            .map(value -> new YamlNode.Entry(at, key.name(), value))
            .toList();
    return read(
        Block.of(key).making(values -> values.get(key)),
        () -> new YamlNode.Mapping(at, Optional.empty(), given));
  }

  /**
   * Reads the body, which is JSON. What is wrong is told all at once, and nothing has been changed
   * then.
   *
   * @throws ApiException when it is not JSON, or not such a block
   */
  <T> T read(Body<T> wanted) {
    return read(wanted.block(), this::json);
  }

  private interface Text {
    YamlNode read() throws ConfigException;
  }

  private static <T> T read(Block<T> block, Text text) {
    try {
      Problems problems = new Problems();
      Optional<T> value = block.read(text.read(), problems);
      problems.throwIfAny();
      return value.orElseThrow();
    } catch (ConfigException e) {
      throw ApiException.badRequest(e.getMessage());
    }
  }

  /**
   * Refuses a body with anything in it: what a caller writes there must not be passed over.
   *
   * @throws ApiException when there is one
   */
  void readNothing() {
    read(
        Block.of(),
        () -> {
          YamlNode given = json();
          if (given instanceof YamlNode.Mapping block && !block.entries().isEmpty()) {
            throw ApiException.badRequest("this takes no keys: leave the body out");
          }
          return given;
        });
  }

  private YamlNode json() throws ConfigException {
    List<YamlNode> values = JsonReader.read("body", body.isBlank() ? "{}" : body);
    if (values.size() != 1) {
      throw ApiException.badRequest("the body must be one JSON object");
    }
    return values.get(0);
  }

  boolean hasBody() {
    return !body.isBlank();
  }
}
