package org.evsebridge.bridge.config.ser2net;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words behind the device in a line of a ser2net.conf, which a ser2net.yaml writes otherwise.
 */
final class OldWords {
  private static final Pattern TRACE = Pattern.compile("(-)?(tr-|tw-|tb-)?(hexdump|timestamp)");
  private static final Map<String, String> DIRECTIONS =
      Map.of("tr", "trace-read", "tw", "trace-write", "tb", "trace-both");

  /** Switches with a '-' in front of them when they are off. */
  private static final Map<String, String> SWITCHES =
      Map.of(
          "kickolduser", "kickolduser",
          "chardelay", "chardelay",
          "telnet_brk_on_sync", "telnet-brk-on-sync");

  /** Parameters of the line with a '-' in front of them when they are off; as ser2net has them. */
  private static final Map<String, String> LINE_SWITCHES =
      Map.of(
          "XONXOFF", "xonxoff",
          "RTSCTS", "rtscts",
          "LOCAL", "local",
          "HANGUP_WHEN_DONE", "hangup-when-done",
          "NOBREAK", "nobreak");

  private static final Set<String> PARITIES = Set.of("NONE", "EVEN", "ODD", "MARK", "SPACE");

  /** Options that are an empty text when they have no value; the others are switches then. */
  private static final Set<String> BARE_TEXTS =
      Set.of("banner", "openstr", "closestr", "signature");

  /** An option of a connection and its value. */
  record Option(String key, String value) {}

  private OldWords() {}

  /** What a word is behind the device of a connector, if it is a parameter of the line. */
  static Optional<String> lineParameter(String word) {
    if (Character.isDigit(word.charAt(0)) || PARITIES.contains(word)) {
      return Optional.of(word);
    }
    boolean off = word.startsWith("-");
    String key = LINE_SWITCHES.get(off ? word.substring(1) : word);
    if (key == null) {
      return Optional.empty();
    }
    if (off) {
      return Optional.of(key + "=false");
    }
    return Optional.of(word.equals("HANGUP_WHEN_DONE") ? key : word);
  }

  /** The option that a word sets: a new one as it is, an old one by its new name. */
  static Option option(String word) {
    Matcher trace = TRACE.matcher(word);
    if (trace.matches()) {
      String direction =
          trace.group(2) == null ? "trace" : DIRECTIONS.get(trace.group(2).substring(0, 2));
      return new Option(direction + "-" + trace.group(3), onOff(trace.group(1) == null));
    }
    boolean off = word.startsWith("-");
    String switched = SWITCHES.get(off ? word.substring(1) : word);
    if (switched != null) {
      return new Option(switched, onOff(!off));
    }
    String[] keyAndValue = word.split("=", 2);
    if (keyAndValue.length == 2) {
      return new Option(keyAndValue[0], keyAndValue[1]);
    }
    return new Option(word, BARE_TEXTS.contains(word) ? "" : "true");
  }

  private static String onOff(boolean on) {
    return on ? "true" : "false";
  }

  /** The option for a trace file that the file names elsewhere: {@code tr}, {@code tw}, tb. */
  static Optional<String> traceOption(String key) {
    return Optional.ofNullable(DIRECTIONS.get(key));
  }
}
