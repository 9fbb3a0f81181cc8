package org.evsebridge.bridge.config.ser2net;

import static org.evsebridge.bridge.config.ser2net.OldFile.pair;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.YamlNode;

/**
 * A port of an old ser2net.conf, and the connection that says the same.
 *
 * @param port what it listens on, and its name
 * @param state on or raw, telnet, rawlp, off
 * @param timeout in seconds, as C writes numbers
 * @param device a path, or the name of one
 * @param words what stands behind the device
 * @param texts those that have a name so far
 */
record OldPort(
    Position at,
    String port,
    String state,
    String timeout,
    String device,
    List<String> words,
    Map<String, OldText> texts) {
  private static final Pattern ESCAPE = Pattern.compile("(?s)\\\\(.)");

  /** The options whose texts have escapes in them. */
  private static final Set<String> FILLED =
      Set.of(
          "banner",
          "openstr",
          "closestr",
          "closeon",
          "sendon",
          "trace-read",
          "trace-write",
          "trace-both");

  YamlNode.Entry connection() {
    List<String> line = new ArrayList<>();
    List<OldWords.Option> options = new ArrayList<>();
    boolean rfc2217 = false;
    for (String word : words) {
      Optional<String> parameter = OldWords.lineParameter(word);
      if (parameter.isPresent()) {
        line.add(parameter.get());
      } else if (word.equals("remctl") || word.equals("-remctl")) {
        rfc2217 = word.equals("remctl");
      } else if (word.startsWith("rs485=")) {
        named(OldText.Kind.RS485CONF, word.substring("rs485=".length()))
            .ifPresent(mode -> line.add("rs485=" + mode));
      } else {
        option(word).ifPresent(options::add);
      }
    }
    if (state.equals("rawlp")) {
      line.add("WRONLY");
    }
    boolean telnet = state.equals("telnet");
    List<YamlNode.Entry> keys = new ArrayList<>();
    keys.add(pair(at, "accepter", (telnet ? rfc2217 ? "telnet(rfc2217)," : "telnet," : "") + port));
    keys.add(pair(at, "connector", connector(line)));
    if (state.equals("off")) {
      keys.add(pair(at, "enable", "off"));
    }
    if (!timeout.equals("0")) {
      keys.add(pair(at, "timeout", seconds()));
    }
    if (!options.isEmpty()) {
      keys.add(
          new YamlNode.Entry(
              at,
              "options",
              new YamlNode.Mapping(
                  at,
                  Optional.empty(),
                  options.stream()
                      .map(one -> pair(at, one.key(), written(one, telnet)))
                      .toList())));
    }
    return new YamlNode.Entry(
        at, "connection", new YamlNode.Mapping(at, Optional.of(OldFile.anchor(port)), keys));
  }

  private String connector(List<String> line) {
    return Stream.concat(Stream.of(namedDevice().orElse(device)), line.stream())
        .reduce((before, next) -> before + "," + next)
        .orElseThrow();
  }

  /** The device, if the port gives the name of one. */
  private Optional<String> namedDevice() {
    return Optional.ofNullable(texts.get(device))
        .filter(text -> text.kind() == OldText.Kind.DEVICE)
        .map(OldText::text);
  }

  /**
   * The seconds as C reads them; what is no number stays as it is and is reported when the key is
   * read.
   */
  private String seconds() {
    try {
      return String.valueOf(Integer.decode(timeout));
    } catch (NumberFormatException e) {
      return timeout;
    }
  }

  /** Empty for a trace file whose name is not defined, which ser2net ignores. */
  private Optional<OldWords.Option> option(String word) {
    String[] keyAndValue = word.split("=", 2);
    Optional<String> trace = OldWords.traceOption(keyAndValue[0]);
    if (trace.isPresent() && keyAndValue.length == 2) {
      return named(OldText.Kind.TRACEFILE, keyAndValue[1])
          .map(file -> new OldWords.Option(trace.get(), file));
    }
    OldWords.Option option = OldWords.option(word);
    OldText text = texts.get(word);
    boolean isKnown = Ser2netOption.named(option.key()).isPresent();
    if (!isKnown && text != null && text.kind().option().isPresent()) {
      return Optional.of(new OldWords.Option(text.kind().option().get(), text.text()));
    }
    return Optional.of(option);
  }

  private Optional<String> named(OldText.Kind kind, String name) {
    return Optional.ofNullable(texts.get(kind.space() + name)).map(OldText::text);
  }

  /**
   * An option's value as a ser2net.yaml has it. There the escapes for port and connection are other
   * letters, and a '*' may begin an insertion.
   */
  private String written(OldWords.Option option, boolean telnet) {
    String value = option.value();
    if (FILLED.contains(option.key())) {
      value =
          ESCAPE
              .matcher(value)
              .replaceAll(
                  escape ->
                      Matcher.quoteReplacement(
                          switch (escape.group(1)) {
                            case "p" -> telnet ? port : escape.group();
                            case "o" -> namedDevice().isPresent() ? device : port;
                            case "N" -> port;
                            default -> escape.group();
                          }));
      value = value.endsWith("*") ? value.substring(0, value.length() - 1) + "\\x2a" : value;
    }
    return value.replace("*(", "*(*").replace("*{", "*{*");
  }
}
