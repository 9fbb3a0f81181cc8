package org.evsebridge.bridge.config.ser2net;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;

/**
 * Every key of a ser2net.yaml that is no option, in both grammars: those at the top level and those
 * in a block of it. The constants are the table that reading and the README go by; cases are not
 * told apart.
 */
enum Ser2netKey {
  DEFINE("define", "defines", "a text for *(name), in the second grammar =(name)"),
  CONNECTION("connection", "connections", ""),
  ROTATOR("rotator", "rotators", ""),
  DEFAULT("default", "defaults", "for what follows in the file"),
  DELETE_DEFAULT("delete_default", "delete_defaults", ""),
  INCLUDE("include", "include", "a file, or several with *, ? and [...]"),
  LED("led", "leds", Support.WITHOUT_EFFECT, "the program does not drive LEDs"),
  ADMIN(
      "admin",
      "admins",
      Support.WITHOUT_EFFECT,
      "there is no admin port here; the signal SIGUSR1 shows what goes on"),
  ACCEPTER(CONNECTION, "accepter", "", "layers and ends: see below"),
  CONNECTOR(CONNECTION, "connector", "", "layers and ends: see below"),
  ENABLE(CONNECTION, "enable", "on", ""),
  TIMEOUT(CONNECTION, "timeout", "0", "seconds; 0 is for ever"),
  OPTIONS(CONNECTION, "options", "", "see below"),
  ROTATOR_ACCEPTER(ROTATOR, "accepter", "", "layers and ends: see below"),
  ROTATOR_CONNECTIONS(ROTATOR, "connections", "", ""),
  ROTATOR_OPTIONS(ROTATOR, "options", "", "of the options a rotator has accepter-retry-time"),
  DEFAULT_NAME(DEFAULT, "name", "", "first grammar; in the second it is the key"),
  DEFAULT_VALUE(DEFAULT, "value", "", ""),
  DEFAULT_CLASS(DEFAULT, "class", "everything", "a layer or end, or ser2net for the options"),
  DELETE_DEFAULT_NAME(DELETE_DEFAULT, "name", "", "first grammar; in the second it is the key"),
  DELETE_DEFAULT_CLASS(DELETE_DEFAULT, "class", "", "first grammar; in the second a list");

  private final Optional<Ser2netKey> block;
  private final String first;
  private final String second;
  private final String standard;
  private final Support support;
  private final String note;

  Ser2netKey(String first, String second, String note) {
    this(first, second, Support.SUPPORTED, note);
  }

  Ser2netKey(String first, String second, Support support, String note) {
    this.block = Optional.empty();
    this.first = first;
    this.second = second;
    this.standard = "";
    this.support = support;
    this.note = note;
  }

  Ser2netKey(Ser2netKey block, String text, String standard, String note) {
    this.block = Optional.of(block);
    this.first = text;
    this.second = text;
    this.standard = standard;
    this.support = Support.SUPPORTED;
    this.note = note;
  }

  /** The key at the top level with a name in one of the grammars. */
  static Optional<Ser2netKey> top(String text) {
    return topLevel()
        .filter(key -> key.first.equalsIgnoreCase(text) || key.second.equalsIgnoreCase(text))
        .findFirst();
  }

  private static Stream<Ser2netKey> topLevel() {
    return Arrays.stream(values()).filter(key -> key.block.isEmpty());
  }

  /** Whether a name at the top level belongs to the first grammar only. */
  static boolean isFirst(String text) {
    return topLevel()
        .anyMatch(key -> key.first.equalsIgnoreCase(text) && !key.second.equals(key.first));
  }

  /** The block that a node is, its keys in lower case, for ser2net does not tell cases apart. */
  static Fields fields(YamlNode node, Problems problems) {
    if (node instanceof YamlNode.Mapping mapping) {
      List<YamlNode.Entry> entries =
          mapping.entries().stream()
              .map(e -> new YamlNode.Entry(e.at(), e.key().toLowerCase(Locale.ROOT), e.value()))
              .toList();
      return Fields.of(new YamlNode.Mapping(mapping.at(), mapping.anchor(), entries), problems);
    }
    return Fields.of(node, problems);
  }

  /** The key at the top level whose block it stands in; empty for one of the top level itself. */
  Optional<Ser2netKey> block() {
    return block;
  }

  /** As the first grammar writes it; in a block, as both do. */
  String text() {
    return first;
  }

  /** As the second grammar writes it. */
  String second() {
    return second;
  }

  /** What counts when it is not given; empty when nothing does. */
  String standard() {
    return standard;
  }

  Support support() {
    return support;
  }

  /** Why it has no effect, or what is to be known about it. */
  String note() {
    return note;
  }
}
