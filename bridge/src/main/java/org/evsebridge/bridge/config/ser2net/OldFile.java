package org.evsebridge.bridge.config.ser2net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.evsebridge.bridge.yaml.NodeWriter;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;

/**
 * Reads a ser2net.conf, as ser2net had it before version 4 and 4.3.11 still reads it: makes a
 * ser2net.yaml with the same meaning, which is then read as any other. Not thread-safe.
 */
public final class OldFile {
  /** What is said of every such file. */
  public static final String NOTICE =
      "this is an old ser2net.conf, which ser2net reads no more from 4.6 on; evse-bridge check"
          + " prints the ser2net.yaml to write instead";

  private static final Pattern STATE = Pattern.compile(":(on|off|raw|rawlp|telnet):");
  private static final Pattern PORT_LINE =
      Pattern.compile("(?m)^[^#\\s].*:(?:on|off|raw|rawlp|telnet):\\w+:.*$");

  private final Problems problems;
  private final Map<String, OldText> texts = new HashMap<>();
  private final List<YamlNode.Entry> entries = new ArrayList<>();

  /** Rotators name connections, which come first in a ser2net.yaml. */
  private final List<YamlNode.Entry> rotators = new ArrayList<>();

  private OldFile(Problems problems) {
    this.problems = problems;
  }

  /** Whether a text that is no ser2net.yaml has lines of an old ser2net.conf. */
  public static boolean isOne(String text) {
    return PORT_LINE.matcher(text).find();
  }

  /**
   * Reads a file.
   *
   * @param name the file's, for positions
   * @param before lines that count as if they stood in front of it, as the command line's -C does
   * @param problems gets the lines that say nothing; faults of what is said are found by whoever
   *     reads the result
   * @return the ser2net.yaml that says the same
   */
  public static YamlNode.Mapping read(
      String name, String text, List<String> before, Problems problems) {
    OldFile file = new OldFile(problems);
    problems.reading(name);
    OldLines.ofEach("-C", before).forEach(file::line);
    OldLines.of(name, text).forEach(file::line);
    file.entries.addAll(file.rotators);
    return new YamlNode.Mapping(new Position(name, 1, 1), Optional.empty(), file.entries);
  }

  /** As a file that ser2net 4.3 reads, too. */
  public static String yaml(YamlNode.Mapping read) {
    return "%YAML 1.1\n---\n" + NodeWriter.write("Written anew from " + read.at().file(), read);
  }

  private void line(OldLines.NumberedText line) {
    String[] keyword = line.text().split(":", 2);
    Optional<OldText.Kind> kind = OldText.Kind.of(keyword[0]);
    if (keyword.length == 2 && kind.isPresent()) {
      text(line.at(), kind.get(), keyword[1]);
      return;
    }
    String rest = keyword.length == 2 ? keyword[1] : "";
    switch (keyword[0]) {
      case "DEFAULT" -> defaultValue(line.at(), rest);
      case "DELDEFAULT" -> deletedDefault(line.at(), rest);
      case "ROTATOR" -> rotator(line.at(), rest);
      case "CONTROLPORT" ->
          add(line.at(), "admin", block(line.at(), "", pair(line.at(), "accepter", rest)));
      case "LED" -> led(line.at(), rest);
      default -> port(line);
    }
  }

  private void text(Position at, OldText.Kind kind, String rest) {
    String[] parts = rest.replaceFirst("^:+", "").split(":", 2);
    if (parts[0].isEmpty()) {
      problems.add(at, "a " + kind + " needs a name: " + kind + ":name:text");
      return;
    }
    texts.put(kind.space() + parts[0], new OldText(kind, parts.length == 2 ? parts[1] : ""));
  }

  private void defaultValue(Position at, String rest) {
    String[] parts = rest.split(":", 3);
    List<YamlNode.Entry> keys = new ArrayList<>();
    keys.add(pair(at, "name", parts[0]));
    if (parts.length > 1 && !parts[1].isEmpty()) {
      keys.add(pair(at, "value", parts[1]));
    }
    if (parts.length > 2 && !parts[2].isBlank()) {
      keys.add(pair(at, "class", parts[2].strip()));
    }
    add(at, "default", new YamlNode.Mapping(at, Optional.empty(), keys));
  }

  private void deletedDefault(Position at, String rest) {
    String[] parts = rest.split(":", 2);
    add(
        at,
        "delete_default",
        block(
            at,
            "",
            pair(at, "name", parts[0]),
            pair(at, "class", parts.length == 2 ? parts[1] : "")));
  }

  private void rotator(Position at, String rest) {
    String[] parts = rest.split(":", 2);
    List<YamlNode> members =
        Gensio.words(parts.length == 2 ? parts[1] : "").stream()
            .<YamlNode>map(name -> new YamlNode.Dangling(at, anchor(name)))
            .toList();
    rotators.add(
        new YamlNode.Entry(
            at,
            "rotator",
            block(
                at,
                anchor(parts[0]),
                pair(at, "accepter", parts[0]),
                new YamlNode.Entry(
                    at, "connections", new YamlNode.Sequence(at, Optional.empty(), members)))));
  }

  private void led(Position at, String rest) {
    String[] parts = rest.split(":", 3);
    List<YamlNode.Entry> options =
        Gensio.words(parts.length == 3 ? parts[2] : "").stream()
            .map(one -> one.split("=", 2))
            .map(one -> pair(at, one[0], one.length == 2 ? one[1] : ""))
            .toList();
    add(
        at,
        "led",
        block(
            at,
            anchor(parts[0]),
            pair(at, "driver", parts.length > 1 ? parts[1] : ""),
            new YamlNode.Entry(
                at, "options", new YamlNode.Mapping(at, Optional.empty(), options))));
  }

  /** Such as {@code 2001:raw:600:/dev/ttyUSB0:115200 LOCAL}; the port may have colons in it. */
  private void port(OldLines.NumberedText line) {
    Position at = line.at();
    Matcher state = STATE.matcher(line.text());
    if (!state.find()) {
      problems.add(
          at, "expected port:state:timeout:device:options with the state raw, telnet or off");
      return;
    }
    String[] parts = line.text().substring(state.end()).replaceFirst("^:+", "").split(":+", 2);
    String[] device = (parts.length == 2 ? parts[1] : "").split(":", 2);
    if (device[0].isEmpty()) {
      problems.add(at, "the device is missing: port:state:timeout:device:options");
      return;
    }
    List<String> words = Gensio.words(device.length == 2 ? device[1] : "");
    entries.add(
        new OldPort(
                at,
                line.text().substring(0, state.start()),
                state.group(1),
                parts[0],
                device[0],
                words,
                texts)
            .connection());
  }

  private void add(Position at, String key, YamlNode value) {
    entries.add(new YamlNode.Entry(at, key, value));
  }

  /** A name as an anchor may have it. */
  static String anchor(String name) {
    return name.replaceAll("[^A-Za-z0-9_-]+", "-");
  }

  static YamlNode.Mapping block(Position at, String anchor, YamlNode.Entry... entries) {
    return new YamlNode.Mapping(
        at, Optional.of(anchor).filter(name -> !name.isEmpty()), Stream.of(entries).toList());
  }

  static YamlNode.Entry pair(Position at, String key, String text) {
    return new YamlNode.Entry(at, key, new YamlNode.Scalar(at, Optional.empty(), text, false));
  }
}
