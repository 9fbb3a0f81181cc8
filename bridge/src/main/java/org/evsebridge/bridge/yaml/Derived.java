package org.evsebridge.bridge.yaml;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind that is read in its own way and is otherwise the same as another kind.
 *
 * @param back the value that the other kind writes
 * @param bound what the reader requires besides, for the documentation; empty for nothing
 */
record Derived<S, T>(
    ValueKind<S> base, ValueKind.Reader<T> reader, Function<T, S> back, String bound)
    implements ValueKind<T> {
  @Override
  public Optional<T> read(String key, YamlNode node, Problems problems) {
    return reader.read(key, node, problems);
  }

  @Override
  public String words() {
    return base.words();
  }

  @Override
  public String bounds() {
    return base.bounds() + (bound.isEmpty() ? "" : ", " + bound);
  }

  @Override
  public Map<String, Object> schema(String key, Schema schema) {
    return base.schema(key, schema);
  }

  @Override
  public String write(T value) {
    return base.write(back.apply(value));
  }

  @Override
  public Optional<Block<?>> block() {
    return base.block();
  }
}
