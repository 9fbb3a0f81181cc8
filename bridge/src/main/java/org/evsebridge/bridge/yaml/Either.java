package org.evsebridge.bridge.yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A single value, or something of several values. */
record Either<T>(ValueKind<? extends T> single, ValueKind<? extends T> several)
    implements ValueKind<T> {
  @Override
  public Optional<T> read(String key, YamlNode node, Problems problems) {
    boolean isBlock = node instanceof YamlNode.Mapping || node instanceof YamlNode.Sequence;
    return (isBlock ? several : single).read(key, node, problems).map(value -> value);
  }

  @Override
  public String words() {
    return single.words() + ", or " + several.words();
  }

  @Override
  public Map<String, Object> schema(String key, Schema schema) {
    return Map.of("anyOf", List.of(single.schema(key, schema), several.schema(key, schema)));
  }

  @Override
  public String write(T value) {
    return String.valueOf(value);
  }

  @Override
  public Optional<Block<?>> block() {
    return several.block();
  }
}
