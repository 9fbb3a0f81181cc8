package org.evsebridge.bridge.config.gateway;

import java.time.Duration;
import java.util.List;
import org.evsebridge.bridge.yaml.Placed;
import org.evsebridge.bridge.yaml.Problems;

/**
 * A line with a module under the load guard. The guard must be heard there about every 0.7 s, and
 * what it has written lasts 2.0 s (firmware 2.10.8, observed): so a device that does not answer may
 * hold the line for no longer than is left between.
 */
public final class GuardedLine {
  /** How long a time-out and the longest frame behind it may hold the line. */
  public static final Duration LONGEST_HOLD = Duration.ofMillis(1200);

  /** A default is a round number. */
  private static final long STEP = 100;

  private GuardedLine() {}

  /**
   * Makes a line fit for a guard: where no entry gives it a time-out, a shorter one is the default.
   *
   * @param line its name
   * @param problems gets the entry whose time-out is too long
   * @return the entries, those on this line with the time-out that fits
   */
  public static List<Placed<ModbusProxyConfig>> fit(
      List<Placed<ModbusProxyConfig>> entries, String line, Problems problems) {
    boolean given =
        entries.stream()
            .map(Placed::value)
            .anyMatch(entry -> entry.line().name().equals(line) && entry.givesTimeout());
    return entries.stream()
        .map(
            entry ->
                entry.value().line().name().equals(line)
                    ? fit(entry, given, problems)
                    : onRoutes(entry, line, problems))
        .toList();
  }

  private static Placed<ModbusProxyConfig> fit(
      Placed<ModbusProxyConfig> entry, boolean given, Problems problems) {
    LineConfig line = entry.value().line();
    if (given || left(line).isZero()) {
      check(entry, line, problems);
      return entry;
    }
    return new Placed<>(entry.at(), entry.value().onLine(line.withTimeout(left(line))));
  }

  /** The line of some {@code units:}, which has no default of its own. */
  private static Placed<ModbusProxyConfig> onRoutes(
      Placed<ModbusProxyConfig> entry, String name, Problems problems) {
    entry.value().lines().stream()
        .filter(line -> line.name().equals(name))
        .forEach(line -> check(entry, line, problems));
    return entry;
  }

  /** The longest time-out that fits; zero when none does. */
  private static Duration left(LineConfig line) {
    long millis = LONGEST_HOLD.minus(line.longestFrame()).toMillis();
    return Duration.ofMillis(Math.max(0, millis / STEP * STEP));
  }

  private static void check(Placed<ModbusProxyConfig> entry, LineConfig line, Problems problems) {
    if (line.longestHold().compareTo(LONGEST_HOLD) <= 0) {
      return;
    }
    String held =
        line.name()
            + " may be held for "
            + line.longestHold().toMillis()
            + " ms, by a 'timeout' of "
            + line.times().timeout().toMillis()
            + " ms and a longest frame of "
            + line.longestFrame().toMillis()
            + " ms; a guarded module must be reached within "
            + LONGEST_HOLD.toMillis()
            + " ms: ";
    Duration left = left(line);
    problems.add(
        entry.at(),
        held
            + (left.isZero()
                ? "give a higher 'baudrate'"
                : "give 'timeout' at most " + left.toMillis() + "ms"));
  }
}
