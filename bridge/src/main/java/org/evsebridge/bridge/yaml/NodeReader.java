package org.evsebridge.bridge.yaml;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds nodes from a parser's tokens, so that nothing of the text is lost. */
final class NodeReader {
  /** Deeper blocks are nobody's configuration, and would exhaust the stack. */
  private static final int DEEPEST = 64;

  /** Aliases of aliases can grow a few lines into more than any memory holds. */
  private static final int MOST_NODES = 100_000;

  private final Source source;
  private final JsonParser tokens;
  private final Map<String, YamlNode> anchors = new HashMap<>();

  /** How many values there are in what an anchor stands at, aliases carried out. */
  private final Map<String, Integer> sizes = new HashMap<>();

  private int nodes;
  private int depth;

  NodeReader(Source source, JsonParser tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  List<YamlNode> documents() throws IOException, ConfigException {
    List<YamlNode> documents = new ArrayList<>();
    while (tokens.nextToken() != null) {
      anchors.clear();
      sizes.clear();
      documents.add(node());
    }
    return documents;
  }

  private Position at() {
    return source.at(tokens.currentTokenLocation());
  }

  /** What begins at the current token. */
  private YamlNode node() throws IOException, ConfigException {
    Position at = at();
    if (tokens instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      String alias = tokens.getText();
      count(at, sizes.getOrDefault(alias, 1));
      return anchors.getOrDefault(alias, new YamlNode.Dangling(at, alias));
    }
    Optional<String> anchor = Optional.ofNullable((String) tokens.getObjectId());
    int before = nodes;
    count(at, 1);
    YamlNode node = tokens.currentToken().isStructStart() ? block(at, anchor) : scalar(at, anchor);
    if (anchor.isPresent()) {
      anchors.put(anchor.get(), node);
      sizes.put(anchor.get(), nodes - before);
    }
    return node;
  }

  private void count(Position at, int more) throws ConfigException {
    nodes += more;
    if (nodes > MOST_NODES) {
      throw new ConfigException(at, "there are more than " + MOST_NODES + " values up to here");
    }
  }

  private YamlNode scalar(Position at, Optional<String> anchor)
      throws IOException, ConfigException {
    boolean isNull = tokens.currentToken() == JsonToken.VALUE_NULL;
    String text = isNull ? "" : tokens.getText();
    if (text.indexOf('\0') >= 0) {
      throw source.refused(at, "a value cannot hold the character NUL");
    }
    return new YamlNode.Scalar(at, anchor, text, isNull);
  }

  private YamlNode block(Position at, Optional<String> anchor) throws IOException, ConfigException {
    if (depth == DEEPEST) {
      throw new ConfigException(at, "blocks stand in one another more than " + DEEPEST + " deep");
    }
    depth++;
    YamlNode block =
        tokens.currentToken() == JsonToken.START_OBJECT
            ? mapping(at, anchor)
            : sequence(at, anchor);
    depth--;
    return block;
  }

  private YamlNode mapping(Position at, Optional<String> anchor)
      throws IOException, ConfigException {
    List<YamlNode.Entry> entries = new ArrayList<>();
    while (tokens.nextToken() != JsonToken.END_OBJECT) {
      Position keyAt = at();
      YamlNode.Scalar key = (YamlNode.Scalar) scalar(keyAt, Optional.empty());
      count(keyAt, 1);
      tokens.nextToken();
      entries.add(new YamlNode.Entry(keyAt, key.text(), node()));
    }
    return new YamlNode.Mapping(at, anchor, List.copyOf(entries));
  }

  private YamlNode sequence(Position at, Optional<String> anchor)
      throws IOException, ConfigException {
    List<YamlNode> items = new ArrayList<>();
    while (tokens.nextToken() != JsonToken.END_ARRAY) {
      items.add(node());
    }
    return new YamlNode.Sequence(at, anchor, List.copyOf(items));
  }
}
