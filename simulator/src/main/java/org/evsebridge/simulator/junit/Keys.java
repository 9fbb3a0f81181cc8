package org.evsebridge.simulator.junit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.YamlNode;

/**
 * Keys of a rig.yaml and what a test says of each: what a file would give its reader, without a
 * file. Problems are found at a path such as {@code chargers[0].car.soc}.
 */
final class Keys {
  private final Map<String, Object> values = new LinkedHashMap<>();

  /**
   * Says a key.
   *
   * @param value a text, number, truth value, duration or enum; keys; a map or list of such
   */
  void set(String key, Object value) {
    values.put(key, value);
  }

  /** Says a key by its path, with dots between it and those that it stands in. */
  void setPath(String path, Object value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      set(path, value);
    } else {
      block(path.substring(0, dot)).setPath(path.substring(dot + 1), value);
    }
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** Says all that others say. */
  void setAll(Keys others) {
    values.putAll(others.values);
  }

  /** Adds to a key that holds a list. */
  void add(String key, Object item) {
    List<Object> items =
        new ArrayList<>(values.get(key) instanceof List<?> list ? list : List.of());
    items.add(item);
    values.put(key, items);
  }

  /** The keys in a key. */
  Keys block(String key) {
    if (!(values.get(key) instanceof Keys)) {
      values.put(key, new Keys());
    }
    return (Keys) values.get(key);
  }

  /** As an event says single values: {@code preset=hybrid soc=40}. */
  String pairs() {
    List<String> pairs = new ArrayList<>();
    values.forEach((key, value) -> pairs.add(key + "=" + text(value)));
    return String.join(" ", pairs);
  }

  /** As a file would say it, by the names of its keys. */
  YamlNode.Mapping node() {
    return node("");
  }

  private YamlNode.Mapping node(String path) {
    return mapping(path, values);
  }

  private static YamlNode.Mapping mapping(String path, Map<?, ?> values) {
    List<YamlNode.Entry> entries = new ArrayList<>();
    values.forEach(
        (key, value) -> {
          String name = text(key);
          String where = path.isEmpty() ? name : path + "." + name;
          entries.add(new YamlNode.Entry(at(where), name, node(where, value)));
        });
    return new YamlNode.Mapping(at(path), Optional.empty(), entries);
  }

  private static YamlNode node(String path, Object value) {
    if (value instanceof Keys keys) {
      return keys.node(path);
    }
    if (value instanceof Map<?, ?> map) {
      return mapping(path, map);
    }
    if (value instanceof List<?> list) {
      List<YamlNode> items = new ArrayList<>();
      for (Object item : list) {
        items.add(node(path + "[" + items.size() + "]", item));
      }
      return new YamlNode.Sequence(at(path), Optional.empty(), items);
    }
    return new YamlNode.Scalar(at(path), Optional.empty(), text(value), false);
  }

  private static Position at(String path) {
    return Position.outsideFiles(path.isEmpty() ? "the station" : path);
  }

  static String text(Object value) {
    if (value instanceof Duration duration) {
      return Durations.format(duration);
    }
    if (value instanceof Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
    return value instanceof Double number && number == Math.rint(number)
        ? String.valueOf(number.longValue())
        : String.valueOf(value);
  }

  /** Phases, in the order of a cable's conductors. */
  static String text(Phase... phases) {
    return String.join("-", Stream.of(phases).map(Phase::name).toList());
  }
}
