package org.evsebridge.bridge.yaml;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A kind that is declared elsewhere and not looked at before it is needed: a file that does not
 * have a key need not load all that can stand there.
 */
record Deferred<T>(Supplier<ValueKind<T>> kind) implements ValueKind<T> {
  @Override
  public Optional<T> read(String key, YamlNode node, Problems problems) {
    return kind.get().read(key, node, problems);
  }

  @Override
  public String words() {
    return kind.get().words();
  }

  @Override
  public String bounds() {
    return kind.get().bounds();
  }

  @Override
  public Map<String, Object> schema(String key, Schema schema) {
    return kind.get().schema(key, schema);
  }

  @Override
  public String write(T value) {
    return kind.get().write(value);
  }

  @Override
  public Optional<Block<?>> block() {
    return kind.get().block();
  }
}
