package org.evsebridge.bridge.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A list; a value that is no list counts as a list of that one value. Items that do not fit are
 * left out and reported.
 *
 * @param holds what the items are, for the message: "addresses; each is ..."; empty when the items
 *     speak for themselves
 */
record Lists<T>(ValueKind<T> item, String holds) implements ValueKind<List<T>> {
  /** How the words for a list of blocks end. */
  static final String OF_BLOCKS = "a list of blocks";

  @Override
  public Optional<List<T>> read(String key, YamlNode node, Problems problems) {
    List<YamlNode> nodes = node instanceof YamlNode.Sequence list ? list.items() : List.of(node);
    List<T> items = new ArrayList<>();
    for (YamlNode each : nodes) {
      item(key, each, problems).ifPresent(items::add);
    }
    return Optional.of(List.copyOf(items));
  }

  private Optional<T> item(String key, YamlNode node, Problems problems) {
    Problems own = new Problems();
    Optional<T> read = item.read(key, node, holds.isEmpty() ? problems : own);
    if (!own.isEmpty()) {
      problems.add(node.at(), "'" + key + "' holds " + holds);
    }
    return read;
  }

  @Override
  public String words() {
    if (item.block().isPresent()) {
      return "a block, or " + OF_BLOCKS;
    }
    return "a list of " + (holds.isEmpty() ? item.words() : holds);
  }

  @Override
  public Map<String, Object> schema(String key, Schema schema) {
    Map<String, Object> each = item.schema(key, schema);
    return Map.of("anyOf", List.of(Map.of("type", "array", "items", each), each));
  }

  @Override
  public String write(List<T> value) {
    return value.stream().map(item::write).collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public Optional<Block<?>> block() {
    return item.block();
  }
}
