package org.evsebridge.bridge.config.ser2net;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every key of a ser2net.yaml that is no option, in both grammars: those at the top level and those
 * in a block of it. The constants are the table that reading and the README go by; cases are not
 * told apart.
 */
enum Ser2netKey {
  DEFINE("define", "defines", "a text for *(name), in the second grammar =(name)"),
  CONNECTION("connection", "connections", "a port, a device, and how they go together"),
  ROTATOR("rotator", "rotators", "a port that shares out several connections in turn"),
  DEFAULT("default", "defaults", "for what follows in the file"),
  DELETE_DEFAULT("delete_default", "delete_defaults", "takes a default back, for what follows"),
  INCLUDE("include", "include", "a file, or several with *, ? and [...]"),
  LED("led", "leds", Support.WITHOUT_EFFECT, "the program does not drive LEDs"),
  ADMIN(
      "admin",
      "admins",
      Support.WITHOUT_EFFECT,
      "there is no admin port here; the signal SIGUSR1 shows what goes on"),
  ACCEPTER(CONNECTION, "accepter", "", "layers and ends: see below"),
  CONNECTOR(CONNECTION, "connector", "", "layers and ends: see below"),
  ENABLE(CONNECTION, "enable", "on", "whether it runs"),
  TIMEOUT(
      CONNECTION, "timeout", "0", "seconds after which a silent client is closed; 0 is for ever"),
  OPTIONS(CONNECTION, "options", "", "see below"),
  ROTATOR_ACCEPTER(ROTATOR, "accepter", "", "layers and ends: see below"),
  ROTATOR_CONNECTIONS(ROTATOR, "connections", "", "the names of those that it shares out"),
  ROTATOR_OPTIONS(ROTATOR, "options", "", "of the options a rotator has accepter-retry-time"),
  DEFAULT_NAME(DEFAULT, "name", "", "first grammar; in the second it is the key"),
  DEFAULT_VALUE(DEFAULT, "value", "", "what counts from here on"),
  DEFAULT_CLASS(DEFAULT, "class", "everything", "a layer or end, or ser2net for the options"),
  DELETE_DEFAULT_NAME(DELETE_DEFAULT, "name", "", "first grammar; in the second it is the key"),
  DELETE_DEFAULT_CLASS(DELETE_DEFAULT, "class", "", "first grammar; in the second a list");

  private final Optional<Ser2netKey> block;
  private final String second;
  private final Term term;

  Ser2netKey(String first, String second, String says) {
    this(first, second, Support.SUPPORTED, says);
  }

  Ser2netKey(String first, String second, Support support, String says) {
    this.block = Optional.empty();
    this.second = second;
    this.term = new Term(first, "", support, says);
  }

  Ser2netKey(Ser2netKey block, String text, String defaultValue, String says) {
    this.block = Optional.of(block);
    this.second = text;
    this.term = Term.supported(text, defaultValue, says);
  }

  /** The key at the top level with a name in one of the grammars. */
  static Optional<Ser2netKey> top(String text) {
    return topLevel()
        .filter(key -> key.text().equalsIgnoreCase(text) || key.second.equalsIgnoreCase(text))
        .findFirst();
  }

  private static Stream<Ser2netKey> topLevel() {
    return Arrays.stream(values()).filter(key -> key.block.isEmpty());
  }

  /** Whether a name at the top level belongs to the first grammar only. */
  static boolean isFirst(String text) {
    return topLevel()
        .anyMatch(key -> key.text().equalsIgnoreCase(text) && !key.second.equals(key.text()));
  }

  /** The key at the top level whose block it stands in; empty for one of the top level itself. */
  Optional<Ser2netKey> block() {
    return block;
  }

  /** As the first grammar writes it; in a block, as both do. */
  String text() {
    return term.name();
  }

  /** As the second grammar writes it. */
  String second() {
    return second;
  }

  /** What counts when it is not given; empty when nothing does. */
  String defaultValue() {
    return term.defaultValue();
  }

  /** Its row in the table. */
  Term term() {
    return term;
  }
}
