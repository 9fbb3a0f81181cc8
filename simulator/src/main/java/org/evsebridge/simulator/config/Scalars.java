package org.evsebridge.simulator.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.grid.Wiring;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.simulator.meter.MeterIdentity;

/** The single values that several blocks have. */
public final class Scalars {
  /** As {@link LocalTime#parse} takes it, for editors. */
  public static final String TIME_OF_DAY = "([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d+)?)?";

  /** As {@link Durations#parse} takes it, for editors. */
  public static final String DURATION = "0|((\\d+(\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h))+";

  /** Two times of day. */
  public static final String HOURS = " *" + TIME_OF_DAY + " *- *" + TIME_OF_DAY + " *";

  /** Names of lines and chargers, as the paths of the control API can hold them. */
  static final ScalarKind<String> NAME = name("letters, digits, '.', '_' and '-'");

  /** A meter's serial number. */
  static final ScalarKind<String> SERIAL =
      matching("1 to 48 printable ASCII characters", MeterIdentity.SERIAL);

  private Scalars() {}

  /** A file that another file names; a relative path starts in that file's folder. */
  public static Path beside(Position naming, String file) {
    return Path.of(naming.file()).toAbsolutePath().resolveSibling(file);
  }

  /** A name as that of lines and chargers. */
  static ScalarKind<String> name(String words) {
    String pattern = "[A-Za-z0-9_-][A-Za-z0-9._-]*";
    return matching(words, pattern);
  }

  /** A text that matches a regular expression as a whole. */
  static ScalarKind<String> matching(String words, String pattern) {
    return ScalarKind.of(words, text -> Optional.of(text).filter(t -> t.matches(pattern)))
        .pattern(pattern);
  }

  /** Phases, in the order of a charger's conductors. */
  static ScalarKind<Wiring> phases(String words) {
    return ScalarKind.of(words, Wiring::parse)
        .pattern("(?!.*(L\\d).*\\1)L[123]([-, ]+L[123]){0,2}[-, ]*")
        .written(wiring -> text(wiring.phases()));
  }

  private static String text(List<Phase> phases) {
    return String.join("-", phases.stream().map(Phase::name).toList());
  }

  /** A duration, or a word for there being none. */
  static ScalarKind<Optional<Duration>> durationOr(String word) {
    return new ScalarKind<>(
        "a duration such as 5s, or " + word,
        text ->
            text.equals(word)
                ? Optional.of(Optional.empty())
                : Durations.parse(text).map(Optional::of),
        Map.of("anyOf", List.of(Map.of("const", word), ScalarKind.DURATION.schema())),
        duration -> duration.map(Durations::format).orElse(word));
  }

  /** Both ends of hours such as {@code 23:00-01:30}; empty for another text. */
  public static Optional<List<LocalTime>> hours(String text) {
    String[] ends = text.split("-", -1);
    try {
      return ends.length == 2
          ? Optional.of(List.of(LocalTime.parse(ends[0].trim()), LocalTime.parse(ends[1].trim())))
          : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
