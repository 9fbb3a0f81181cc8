package org.evsebridge.bridge.yaml;

import java.util.Map;
import java.util.Optional;

/** Any value, as the node that was read. */
record AnyNode(String words) implements ValueKind<YamlNode> {
  @Override
  public Optional<YamlNode> read(String key, YamlNode node, Problems problems) {
    return Optional.of(node);
  }

  @Override
  public Map<String, Object> schema(String key, Schema schema) {
    return Map.of();
  }

  @Override
  public String write(YamlNode value) {
    return "";
  }
}
