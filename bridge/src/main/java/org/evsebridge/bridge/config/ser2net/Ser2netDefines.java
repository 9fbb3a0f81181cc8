package org.evsebridge.bridge.config.ser2net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evsebridge.bridge.config.FileNames;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;

/**
 * The defines of a ser2net.yaml and their insertion into texts: {@code *(name)} becomes the
 * define's text, <code>*{file}</code> what the file holds, {@code *(*} a plain {@code *(}. The
 * second grammar has {@code =} in place of {@code *}, and there {@code ==} is a plain {@code =}.
 * Not thread-safe.
 */
final class Ser2netDefines {
  /**
   * Limit for a text after insertion, in characters: defines of defines can turn a few lines into
   * more than any memory holds.
   */
  private static final int LONGEST = 65_536;

  private final Map<String, String> texts = new HashMap<>();
  private final Problems problems;
  private final char mark;
  private final Pattern insertion;

  /**
   * @param mark what begins an insertion
   * @param doubles whether a doubled mark stands for one; else it stands for two
   */
  private Ser2netDefines(char mark, boolean doubles, Problems problems) {
    this.mark = mark;
    this.problems = problems;
    String m = Pattern.quote(String.valueOf(mark));
    insertion =
        Pattern.compile(
            m
                + "(?:\\z|"
                + (doubles ? m + "|" : "")
                + "\\("
                + m
                + "|\\{"
                + m
                + "|\\(([^)]*)(\\)?)|\\{([^}]*)(}?))");
  }

  /** Those of the first grammar, as ser2net 4.3.11 takes them. */
  static Ser2netDefines first(Problems problems) {
    return new Ser2netDefines('*', false, problems);
  }

  /** Those of the second grammar, as ser2net 4.6.7 takes them. */
  static Ser2netDefines second(Problems problems) {
    return new Ser2netDefines('=', true, problems);
  }

  void define(String name, YamlNode.Scalar scalar) {
    texts.put(name, insertInto(scalar.at(), scalar.text()));
  }

  /** A node with every insertion in its texts carried out. */
  YamlNode insertInto(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      return insertInto(scalar);
    }
    if (node instanceof YamlNode.Sequence list) {
      return new YamlNode.Sequence(
          list.at(), list.anchor(), list.items().stream().map(this::insertInto).toList());
    }
    if (node instanceof YamlNode.Mapping mapping) {
      List<YamlNode.Entry> entries =
          mapping.entries().stream()
              .map(e -> new YamlNode.Entry(e.at(), e.key(), insertInto(e.value())))
              .toList();
      return new YamlNode.Mapping(mapping.at(), mapping.anchor(), entries);
    }
    YamlNode.Dangling alias = (YamlNode.Dangling) node;
    String text = texts.get(alias.alias()); // defined in another file, with this one included
    return text == null ? alias : new YamlNode.Scalar(alias.at(), Optional.empty(), text, false);
  }

  /** As in ser2net, an alias is what its define has become, and insertions in that count again. */
  YamlNode.Scalar insertInto(YamlNode.Scalar scalar) {
    String given = scalar.anchor().map(texts::get).orElse(scalar.text());
    return new YamlNode.Scalar(
        scalar.at(), scalar.anchor(), insertInto(scalar.at(), given), scalar.isNull());
  }

  private String insertInto(Position at, String given) {
    String text =
        insertion
            .matcher(given)
            .replaceAll(found -> Matcher.quoteReplacement(replacement(at, found)));
    if (text.length() > LONGEST) {
      problems.add(at, "with what it inserts the text is longer than " + LONGEST);
      return "";
    }
    return text;
  }

  private String replacement(Position at, java.util.regex.MatchResult found) {
    if (found.group(1) != null) {
      return found.group(2).isEmpty()
          ? unfinished(at, found.group(), ')')
          : text(at, found.group(1));
    }
    if (found.group(3) != null) {
      return found.group(4).isEmpty()
          ? unfinished(at, found.group(), '}')
          : file(at, found.group(3));
    }
    return switch (found.group().length()) {
      case 1 -> ""; // ser2net loses a mark that ends the text
      case 2 -> String.valueOf(mark);
      default -> found.group().substring(0, 2); // *(* or *{*
    };
  }

  private String unfinished(Position at, String text, char missing) {
    problems.add(at, "in '" + text + "' the '" + missing + "' is missing");
    return "";
  }

  private String text(Position at, String name) {
    String text = texts.get(name);
    if (text == null) {
      problems.add(at, "nothing named '" + name + "' is defined above");
      return "";
    }
    return text;
  }

  private String file(Position at, String name) {
    Optional<Path> path = FileNames.path(name);
    try (InputStream in = Files.newInputStream(path.orElseThrow())) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IOException | NoSuchElementException e) {
      problems.add(at, "the file " + name + " cannot be read as text");
      return "";
    }
  }
}
