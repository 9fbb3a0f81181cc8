package org.evsebridge.bridge.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A block whose keys are values themselves, such as the units of a bus.
 *
 * @param refusal what to say of another key, behind the key itself: "is no unit"
 */
record Maps<K, V>(ScalarKind<K> keys, String refusal, ValueKind<V> values)
    implements ValueKind<Map<K, V>> {
  @Override
  public Optional<Map<K, V>> read(String key, YamlNode node, Problems problems) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      problems.add(node.at(), "expected a block of keys, found " + node.kind());
      return Optional.empty();
    }
    Map<K, V> all = new LinkedHashMap<>();
    for (YamlNode.Entry entry : Block.once(mapping, problems, name -> name)) {
      Optional<K> name = keys.parser().apply(entry.key());
      if (name.isEmpty()) {
        problems.add(entry.at(), "'" + entry.key() + "' " + refusal);
      } else if (!Block.isNothing(entry.value())) {
        values
            .read(entry.key(), entry.value(), problems)
            .ifPresent(value -> all.put(name.get(), value));
      }
    }
    return Optional.of(all);
  }

  @Override
  public String words() {
    return "a block; each of its keys is " + keys.words() + " and holds " + values.words();
  }

  @Override
  public Map<String, Object> schema(String key, Schema schema) {
    Object pattern = keys.schema().get("pattern");
    return pattern == null
        ? Map.of("type", "object", "additionalProperties", values.schema(key, schema))
        : Map.of(
            "type",
            "object",
            "patternProperties",
            Map.of(pattern, values.schema(key, schema)),
            "additionalProperties",
            false);
  }

  @Override
  public String write(Map<K, V> value) {
    return value.entrySet().stream()
        .map(e -> keys.write(e.getKey()) + ": " + values.write(e.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
