package org.evsebridge.bridge.yaml;

import java.util.List;
import java.util.Optional;

/**
 * A piece of a YAML document that still knows where it stands and what its anchor is called.
 *
 * <p>ser2net's first grammar repeats keys and uses anchors as names, so a mapping here is a list of
 * entries in the order of the file, not a map.
 */
public sealed interface YamlNode {
  Position at();

  /** The anchor's name, without the {@code &}. */
  Optional<String> anchor();

  /** What a person would call this kind of node. */
  String kind();

  /**
   * A single value.
   *
   * @param text the value after YAML's own folding and escapes; empty for null
   * @param isNull whether nothing was written, or {@code null} or {@code ~}
   */
  record Scalar(Position at, Optional<String> anchor, String text, boolean isNull)
      implements YamlNode {
    @Override
    public String kind() {
      return isNull ? "nothing" : "a single value";
    }
  }

  record Sequence(Position at, Optional<String> anchor, List<YamlNode> items) implements YamlNode {
    @Override
    public String kind() {
      return "a list";
    }
  }

  record Mapping(Position at, Optional<String> anchor, List<Entry> entries) implements YamlNode {
    @Override
    public String kind() {
      return "a block of keys";
    }
  }

  /**
   * An alias of nothing: it stands in for a value, so that whoever needs that value reports it and
   * the rest of the file is read.
   *
   * @param alias without the {@code *}
   */
  record Dangling(Position at, String alias) implements YamlNode {
    @Override
    public Optional<String> anchor() {
      return Optional.empty();
    }

    @Override
    public String kind() {
      return "*" + alias + ", but there is no &" + alias + " above";
    }
  }

  /** One key of a mapping and what it holds. */
  record Entry(Position at, String key, YamlNode value) {}
}
