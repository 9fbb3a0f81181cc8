package org.evsebridge.bridge.yaml;

import java.util.Map;
import java.util.Optional;

/** A kind that is read in another way, and is the same in all else. */
record Reread<T>(Kind<T> base, Kind.Reader<T> reader) implements Kind<T> {
  @Override
  public Optional<T> read(String key, YamlNode node, Problems problems) {
    return reader.read(key, node, problems);
  }

  @Override
  public String words() {
    return base.words();
  }

  @Override
  public Map<String, Object> schema(String key, Schema schema) {
    return base.schema(key, schema);
  }

  @Override
  public String write(T value) {
    return base.write(value);
  }

  @Override
  public Optional<Block<?>> block() {
    return base.block();
  }
}
