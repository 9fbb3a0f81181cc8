package org.evsebridge.simulator.scenario;

import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Kind;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.Schema;
import org.evsebridge.bridge.yaml.YamlNode;

/** A kind of which nothing is taken when anything in it is wrong. */
record Faultless<T>(Kind<T> base) implements Kind<T> {
  @Override
  public Optional<T> read(String key, YamlNode node, Problems problems) {
    int before = problems.count();
    return base.read(key, node, problems).filter(value -> problems.count() == before);
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
