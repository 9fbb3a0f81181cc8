package org.evsebridge.simulator.meter;

import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.config.Fields;
import org.evsebridge.bridge.config.Position;
import org.evsebridge.bridge.grid.Phase;

/**
 * A meter as rig.yaml's {@code meter} block describes it.
 *
 * @param phases L1 alone or all three
 * @param interval from one telegram to the next
 * @param gasPerYear the household's use of gas in m³
 * @param faults what is wrong with its port from the start
 */
public record MeterSettings(
    MeterKind kind,
    List<Phase> phases,
    MeterIdentity identity,
    Duration interval,
    TariffTimes tariffs,
    Counters counters,
    double gasPerYear,
    MeterFaults faults) {

  private static final double GAS_PER_YEAR = 1200;
  private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(5);

  /** A three-phase meter of a kind, with everything else as usual. */
  public static MeterSettings of(MeterKind kind) {
    return new MeterSettings(
        kind,
        List.of(Phase.values()),
        MeterIdentity.DEFAULT,
        kind.cadence(),
        kind.tariffs(),
        Counters.ZERO,
        GAS_PER_YEAR,
        MeterFaults.NONE);
  }

  /** This meter on other phases. */
  public MeterSettings on(List<Phase> others) {
    return new MeterSettings(
        kind, others, identity, interval, tariffs, counters, gasPerYear, faults);
  }

  /**
   * Takes a meter's keys. Does not report unknown ones: the rig adds keys of its own.
   *
   * @param connected the phases of the house's connection, which the meter has if not told
   */
  public static MeterSettings parse(Fields fields, List<Phase> connected) {
    MeterKind kind =
        fields
            .value("kind", "one of " + MeterKind.names(), MeterKind::named)
            .orElse(MeterKind.DSMR_5);
    MeterSettings usual = of(kind);
    return new MeterSettings(
        kind,
        fields.value("phases", "1 or 3", MeterSettings::phases).orElse(connected),
        MeterIdentity.parse(fields),
        interval(fields).orElse(usual.interval),
        high(fields, usual.tariffs),
        fields.block("counters").map(Counters::parse).orElse(usual.counters),
        fields.number("gas-per-year", 0, 100_000).orElse(usual.gasPerYear),
        fields.block("faults").map(MeterFaults::parse).orElse(usual.faults));
  }

  private static Optional<List<Phase>> phases(String text) {
    return switch (text) {
      case "1" -> Optional.of(List.of(Phase.L1));
      case "3" -> Optional.of(List.of(Phase.values()));
      default -> Optional.empty();
    };
  }

  /** Telegrams keep to whole seconds, and the quarter-hour peaks need periods that fit in one. */
  private static Optional<Duration> interval(Fields fields) {
    Position at = fields.at("interval");
    Optional<Duration> interval = fields.duration("interval");
    boolean fits =
        interval
            .map(
                d ->
                    d.getNano() == 0
                        && !d.isZero()
                        && d.compareTo(LONGEST_INTERVAL) <= 0
                        && 900 % d.toSeconds() == 0)
            .orElse(true);
    if (!fits) {
      fields.problem(
          at, "'interval' must be whole seconds that divide 15 minutes, 5 minutes at most");
      return Optional.empty();
    }
    return interval;
  }

  private static TariffTimes high(Fields fields, TariffTimes usual) {
    return fields
        .value("high-tariff", "two times of day such as 07:00-21:00", text -> high(usual, text))
        .orElse(usual);
  }

  private static Optional<TariffTimes> high(TariffTimes usual, String text) {
    String[] ends = text.split("-", -1);
    try {
      LocalTime from = LocalTime.parse(ends[0].trim());
      LocalTime to = LocalTime.parse(ends.length == 2 ? ends[1].trim() : "");
      return Optional.of(usual.between(from, to)).filter(times -> from.isBefore(to));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
