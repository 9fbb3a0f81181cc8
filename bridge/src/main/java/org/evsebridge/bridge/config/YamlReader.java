package org.evsebridge.bridge.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads YAML into {@link YamlNode}s from the parser's events, so that nothing of the file is lost.
 */
public final class YamlReader {
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  /** Deeper blocks are nobody's configuration, and would exhaust the stack. */
  private static final int DEEPEST = 64;

  /** Aliases of aliases can grow a few lines into more than any memory holds. */
  private static final int MOST_NODES = 100_000;

  /** The name, in positions, of what the command line adds to a file. */
  static final String ADDED = "-Y";

  private final Source source;
  private final Parser events;
  private final Map<String, YamlNode> anchors = new HashMap<>();

  /** How many values there are in what an anchor stands at, aliases carried out. */
  private final Map<String, Integer> sizes = new HashMap<>();

  private int nodes;
  private int depth;

  /**
   * What is read: a file and, behind it, what the command line adds.
   *
   * @param lines how many are the file's
   */
  private record Source(String file, int lines) {
    /** The parser counts from 0, people from 1. */
    Position at(Mark mark) {
      if (mark == null) {
        return new Position(file, 1, 1);
      }
      int line = mark.getLine() + 1;
      return line <= lines
          ? new Position(file, line, mark.getColumn() + 1)
          : new Position(ADDED, line - lines, mark.getColumn() + 1);
    }
  }

  private YamlReader(Source source, Parser events) {
    this.source = source;
    this.events = events;
  }

  /**
   * Reads a file.
   *
   * @return its documents in order; a file without any content has none
   * @throws ConfigException when the file cannot be read or is not YAML
   */
  public static List<YamlNode> read(Path path) throws ConfigException {
    return read(path, "");
  }

  /** Reads a file and a text that begins in a new line behind it, as one. */
  static List<YamlNode> read(Path path, String more) throws ConfigException {
    try {
      String text = Files.readString(path);
      if (more.isEmpty()) {
        return read(path.toString(), text);
      }
      int lines = Math.toIntExact((text + "\n").chars().filter(c -> c == '\n').count());
      return read(new Source(path.toString(), lines), text + "\n" + more);
    } catch (NoSuchFileException e) {
      throw unreadable(path, "there is no such file");
    } catch (AccessDeniedException e) {
      throw unreadable(path, "this user may not read it");
    } catch (MalformedInputException e) {
      throw unreadable(path, "it is not UTF-8 text");
    } catch (IOException e) {
      throw unreadable(path, Files.isDirectory(path) ? "it is a folder" : e.getMessage());
    }
  }

  private static ConfigException unreadable(Path path, String why) {
    return new ConfigException(
        List.of(new Problem(new Position(path.toString(), 1, 1), "cannot read the file: " + why)));
  }

  /**
   * Reads a text.
   *
   * @param file the name to use in positions
   * @throws ConfigException when the text is not YAML
   */
  public static List<YamlNode> read(String file, String text) throws ConfigException {
    return read(new Source(file, Integer.MAX_VALUE), text);
  }

  private static List<YamlNode> read(Source source, String text) throws ConfigException {
    StreamReader characters = new StreamReader(text);
    try {
      return new YamlReader(source, new ParserImpl(characters, new LoaderOptions())).documents();
    } catch (MarkedYAMLException e) {
      throw notYaml(source.at(e.getProblemMark()), forPeople(String.valueOf(e.getProblem())));
    } catch (YAMLException e) {
      throw notYaml(new Position(source.file(), 1, 1), e.getMessage());
    } catch (IllegalArgumentException e) { // how the parser fails at "\x" and "\UFFFFFFFF"
      throw notYaml(source.at(characters.getMark()), "this escape stands for no character");
    }
  }

  /** The parser's words for the two most frequent faults name its states. */
  private static String forPeople(String problem) {
    if (problem.startsWith("expected <block end>")) {
      return "the indentation of this line does not fit the lines above";
    }
    return problem.startsWith("mapping values are not allowed")
        ? "no key can stand here: look at the indentation, or quote a text that holds ': '"
        : problem;
  }

  private static ConfigException notYaml(Position at, String why) {
    String line = why.lines().findFirst().orElse(""); // the parser quotes line ends as they are
    return new ConfigException(List.of(new Problem(at, "this is not YAML: " + line)));
  }

  private List<YamlNode> documents() throws ConfigException {
    List<YamlNode> documents = new ArrayList<>();
    while (events.peekEvent() != null) {
      if (events.getEvent() instanceof DocumentStartEvent) {
        anchors.clear();
        sizes.clear();
        documents.add(node(events.getEvent()));
      }
    }
    return documents;
  }

  private YamlNode node(Event event) throws ConfigException {
    Position at = source.at(event.getStartMark());
    Optional<String> anchor = Optional.ofNullable(((NodeEvent) event).getAnchor());
    if (event instanceof AliasEvent) {
      String alias = anchor.orElseThrow();
      count(at, sizes.getOrDefault(alias, 1));
      return anchors.getOrDefault(alias, new YamlNode.Dangling(at, alias));
    }
    int before = nodes;
    count(at, 1);
    YamlNode node =
        event instanceof ScalarEvent scalar ? scalar(scalar, at, anchor) : block(event, at, anchor);
    if (anchor.isPresent()) {
      anchors.put(anchor.get(), node);
      sizes.put(anchor.get(), nodes - before);
    }
    return node;
  }

  private void count(Position at, int more) throws ConfigException {
    nodes += more;
    if (nodes > MOST_NODES) {
      throw new ConfigException(
          List.of(new Problem(at, "there are more than " + MOST_NODES + " values up to here")));
    }
  }

  private static YamlNode scalar(ScalarEvent scalar, Position at, Optional<String> anchor)
      throws ConfigException {
    if (scalar.getValue().indexOf('\0') >= 0) {
      throw notYaml(at, "a value cannot hold the character NUL");
    }
    boolean isNull =
        scalar.getScalarStyle() == ScalarStyle.PLAIN && NULLS.contains(scalar.getValue());
    return new YamlNode.Scalar(at, anchor, isNull ? "" : scalar.getValue(), isNull);
  }

  private YamlNode block(Event event, Position at, Optional<String> anchor) throws ConfigException {
    if (depth == DEEPEST) {
      throw new ConfigException(
          List.of(new Problem(at, "blocks stand in one another more than " + DEEPEST + " deep")));
    }
    depth++;
    YamlNode block =
        event instanceof MappingStartEvent ? mapping(at, anchor) : sequence(at, anchor);
    depth--;
    return block;
  }

  private YamlNode mapping(Position at, Optional<String> anchor) throws ConfigException {
    List<YamlNode.Entry> entries = new ArrayList<>();
    for (Event event = events.getEvent();
        !event.is(Event.ID.MappingEnd);
        event = events.getEvent()) {
      Position keyAt = source.at(event.getStartMark());
      if (!(node(event) instanceof YamlNode.Scalar key)) {
        throw notYaml(keyAt, "a key must be a single value");
      }
      entries.add(new YamlNode.Entry(keyAt, key.text(), node(events.getEvent())));
    }
    return new YamlNode.Mapping(at, anchor, List.copyOf(entries));
  }

  private YamlNode sequence(Position at, Optional<String> anchor) throws ConfigException {
    List<YamlNode> items = new ArrayList<>();
    for (Event event = events.getEvent();
        !event.is(Event.ID.SequenceEnd);
        event = events.getEvent()) {
      items.add(node(event));
    }
    return new YamlNode.Sequence(at, anchor, List.copyOf(items));
  }
}
