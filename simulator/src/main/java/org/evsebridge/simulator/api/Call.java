package org.evsebridge.simulator.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;

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
   * Reads the body as rig.yaml's blocks are read (JSON is YAML too). The reader takes all the keys
   * it knows and ends with {@link Fields#done}; what is wrong is told all at once, and nothing has
   * been changed then.
   */
  <T> T read(BiFunction<Fields, Problems, T> reader) {
    try {
      Problems problems = new Problems();
      List<YamlNode> documents = YamlReader.read("body", body.isBlank() ? "{}" : body);
      if (documents.size() != 1) {
        throw ApiException.badRequest("the body must be one JSON object");
      }
      T value = reader.apply(Fields.of(documents.get(0), problems), problems);
      problems.throwIfAny();
      return value;
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
        (fields, problems) -> {
          if (!fields.keys().isEmpty()) {
            problems.add(fields.at(), "this takes no keys: leave the body out");
          }
          return null;
        });
  }

  boolean hasBody() {
    return !body.isBlank();
  }
}
