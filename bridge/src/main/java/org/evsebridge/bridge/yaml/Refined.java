package org.evsebridge.bridge.yaml;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A kind whose values go through one more step. */
record Refined<S, T>(Kind<S> base, Step<S, T> step, Function<T, S> back) implements Kind<T> {
  @FunctionalInterface
  interface Step<S, T> {
    Optional<T> take(String key, Position at, S value, Problems problems);
  }

  @Override
  public Optional<T> read(String key, YamlNode node, Problems problems) {
    return base.read(key, node, problems)
        .flatMap(value -> step.take(key, node.at(), value, problems));
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
    return base.write(back.apply(value));
  }

  @Override
  public Optional<Block<?>> block() {
    return base.block();
  }
}
