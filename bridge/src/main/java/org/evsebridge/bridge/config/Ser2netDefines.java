package org.evsebridge.bridge.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The defines of a ser2net.yaml and their insertion into texts: {@code *(name)} becomes the
 * define's text, {@code *(*} a plain {@code *(}. Not thread-safe.
 */
final class Ser2netDefines {
  private static final Pattern INSERTION = Pattern.compile("\\*\\((\\*|[^)]*\\))");

  private final Map<String, String> texts = new HashMap<>();
  private final Problems problems;

  Ser2netDefines(Problems problems) {
    this.problems = problems;
  }

  void define(String name, String text) {
    texts.put(name, text);
  }

  /** A node with every insertion in its texts carried out. */
  YamlNode insertInto(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      return new YamlNode.Scalar(scalar.at(), scalar.anchor(), insertInto(scalar), scalar.isNull());
    }
    if (node instanceof YamlNode.Sequence list) {
      return new YamlNode.Sequence(
          list.at(), list.anchor(), list.items().stream().map(this::insertInto).toList());
    }
    YamlNode.Mapping mapping = (YamlNode.Mapping) node;
    List<YamlNode.Entry> entries =
        mapping.entries().stream()
            .map(e -> new YamlNode.Entry(e.at(), e.key(), insertInto(e.value())))
            .toList();
    return new YamlNode.Mapping(mapping.at(), mapping.anchor(), entries);
  }

  private String insertInto(YamlNode.Scalar scalar) {
    return INSERTION
        .matcher(scalar.text())
        .replaceAll(found -> Matcher.quoteReplacement(insertion(scalar.at(), found.group(1))));
  }

  private String insertion(Position at, String found) {
    if (found.equals("*")) {
      return "*(";
    }
    String name = found.substring(0, found.length() - 1);
    String text = texts.get(name);
    if (text == null) {
      problems.add(at, "nothing named '" + name + "' is defined above");
      return "";
    }
    return text;
  }
}
