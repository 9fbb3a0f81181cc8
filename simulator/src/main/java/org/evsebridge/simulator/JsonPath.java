package org.evsebridge.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values in JSON by paths such as {@code loadpoints[0].chargePower}. */
final class JsonPath {
  private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d{1,9})]");

  private JsonPath() {}

  /** What is at a path; missing when nothing is. */
  static JsonNode at(JsonNode root, String path) {
    JsonNode node = root;
    for (Matcher step = STEP.matcher(path); step.find(); ) {
      node =
          step.group(1) != null
              ? node.path(step.group(1))
              : node.path(Integer.parseInt(step.group(2)));
    }
    return node;
  }

  /** The number at a path, 1 or 0 for a truth value, and not a number for anything else. */
  static double value(JsonNode root, String path) {
    JsonNode value = at(root, path);
    if (value.isBoolean()) {
      return value.asBoolean() ? 1 : 0;
    }
    return value.isNumber() ? value.asDouble() : Double.NaN;
  }
}
