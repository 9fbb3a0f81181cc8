package org.evsebridge.bridge.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
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

/**
 * Reads YAML into {@link YamlNode}s from the parser's events, so that nothing of the file is lost.
 */
public final class YamlReader {
  private static final YAMLFactory YAML = new YAMLFactory();

  private final String file;
  private final YAMLParser parser;
  private final Map<String, YamlNode> anchors = new HashMap<>();

  private YamlReader(String file, YAMLParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * Reads a file.
   *
   * @return its documents in order; a file without any content has none
   * @throws ConfigException when the file cannot be read or is not YAML
   */
  public static List<YamlNode> read(Path path) throws ConfigException {
    try {
      return read(path.toString(), Files.readString(path));
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
    try (YAMLParser parser = YAML.createParser(text)) {
      return new YamlReader(file, parser).documents();
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      Position position =
          at == null
              ? new Position(file, 1, 1)
              : new Position(file, Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
      throw new ConfigException(
          List.of(new Problem(position, "this is not YAML: " + oneLine(e.getOriginalMessage()))));
    } catch (IOException e) {
      throw new ConfigException(
          List.of(new Problem(new Position(file, 1, 1), "cannot be read: " + e.getMessage())));
    }
  }

  /** The parser's message quotes the text over several lines; a person wants the sentence only. */
  private static String oneLine(String message) {
    List<String> kept = new ArrayList<>();
    for (String line : message.split("\n")) {
      String trimmed = line.trim();
      boolean quotesText = line.startsWith("    ") || trimmed.equals("^");
      boolean namesPlace = trimmed.startsWith("in 'reader'");
      if (!trimmed.isEmpty() && !quotesText && !namesPlace) {
        kept.add(trimmed);
      }
    }
    return String.join(", ", kept);
  }

  private List<YamlNode> documents() throws IOException {
    List<YamlNode> documents = new ArrayList<>();
    while (parser.nextToken() != null) {
      documents.add(node());
    }
    return documents;
  }

  private YamlNode node() throws IOException {
    Position at = here();
    Optional<String> anchor = Optional.ofNullable(parser.getObjectId()).map(Object::toString);
    if (parser.isCurrentAlias()) {
      YamlNode target = anchors.get(parser.getText());
      if (target == null) {
        throw new JsonParseException(
            parser, "there is no &" + parser.getText() + " before this *" + parser.getText());
      }
      return target;
    }
    YamlNode node =
        switch (parser.currentToken()) {
          case START_OBJECT -> mapping(at, anchor);
          case START_ARRAY -> sequence(at, anchor);
          case VALUE_NULL -> new YamlNode.Scalar(at, anchor, "", true);
          default -> new YamlNode.Scalar(at, anchor, parser.getText(), false);
        };
    anchor.ifPresent(name -> anchors.put(name, node));
    return node;
  }

  private YamlNode mapping(Position at, Optional<String> anchor) throws IOException {
    List<YamlNode.Entry> entries = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Position keyAt = here();
      String key = parser.currentName();
      parser.nextToken();
      entries.add(new YamlNode.Entry(keyAt, key, node()));
    }
    return new YamlNode.Mapping(at, anchor, List.copyOf(entries));
  }

  private YamlNode sequence(Position at, Optional<String> anchor) throws IOException {
    List<YamlNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node());
    }
    return new YamlNode.Sequence(at, anchor, List.copyOf(items));
  }

  private Position here() {
    JsonLocation at = parser.currentTokenLocation();
    return new Position(file, at.getLineNr(), at.getColumnNr());
  }
}
