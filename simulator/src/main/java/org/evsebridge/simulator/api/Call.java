package org.evsebridge.simulator.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.JsonReader;
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

  /** A whole number of the query, within bounds. */
  Optional<Integer> number(String parameter, int min, int max) {
    return Optional.ofNullable(query.get(parameter))
        .map(
            text -> {
              if (!text.matches("\\d{1,9}")
                  || Integer.parseInt(text) < min
                  || Integer.parseInt(text) > max) {
                throw ApiException.badRequest(
                    "'" + parameter + "' must be a whole number from " + min + " to " + max);
              }
              return Integer.valueOf(text);
            });
  }

  /**
   * Reads the body, which is JSON. What is wrong is told all at once, and nothing has been changed
   * then.
   *
   * @throws ApiException when it is not JSON, or not such a block
   */
  <T> T read(Body<T> wanted) {
    try {
      Problems problems = new Problems();
      Optional<T> value = wanted.block().read(json(), problems);
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
    try {
      if (json() instanceof YamlNode.Mapping mapping && !mapping.entries().isEmpty()) {
        throw ApiException.badRequest("this takes no keys: leave the body out");
      }
    } catch (ConfigException e) {
      throw ApiException.badRequest(e.getMessage());
    }
    read(new Body<>("", Block.of()));
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
