package org.evsebridge.simulator.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.simulator.meter.Counters;
import org.evsebridge.simulator.meter.MeterFaults;
import org.evsebridge.simulator.meter.MeterIdentity;
import org.evsebridge.simulator.meter.MeterKind;
import org.evsebridge.simulator.meter.MeterSettings;
import org.evsebridge.simulator.meter.MeterText;
import org.evsebridge.simulator.meter.TariffTimes;

/** The {@code meter} block. */
public final class MeterBlock {
  private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(5);

  /** What is late waits in the port: without a bound there would be no end of it. */
  private static final Duration LATEST = Duration.ofMinutes(1);

  private static final double MOST_KWH = 999_999;

  private MeterBlock() {}

  /**
   * Takes a meter's keys. Does not report unknown ones: its line stands there too.
   *
   * @param connected the phases of the house's connection, which the meter has if not told
   * @param base where files with relative names are
   */
  public static MeterSettings read(Fields fields, List<Phase> connected, Path base) {
    MeterKind kind =
        fields
            .value("kind", "one of " + MeterKind.names(), MeterKind::named)
            .orElse(MeterKind.DSMR_5);
    MeterSettings usual = MeterSettings.of(kind);
    Optional<Fields> counters = fields.block("counters");
    Position faultsAt = fields.at("faults");
    MeterFaults faults = fields.block("faults").map(MeterBlock::faults).orElse(usual.faults());
    if (faults.crc() > 0 && !kind.hasChecksum()) {
      fields.problem(faultsAt, "a meter of kind " + kind + " sends no checksum: leave 'crc' out");
    }
    Duration interval = interval(fields).orElse(usual.interval());
    MeterSettings settings =
        new MeterSettings(
            kind,
            fields.value("phases", "1 or 3", MeterBlock::phases).orElse(connected),
            identity(fields),
            interval,
            high(fields, usual.tariffs()),
            counters.map(MeterBlock::counters).orElse(usual.counters()),
            MbusBlock.read(fields, counters),
            new MeterText(
                text(fields, "text", MeterText.MOST_CHARACTERS),
                text(fields, "text-code", MeterText.MOST_CODE_CHARACTERS)),
            fields.block("history").map(MeterHistoryBlock::read).orElse(usual.history()),
            faults,
            ReplayKey.read(fields, base, interval));
    counters.ifPresent(Fields::done);
    return settings;
  }

  private static String text(Fields fields, String key, int most) {
    return fields
        .value(
            key,
            "at most " + most + " printable ASCII characters",
            text -> Optional.of(text).filter(t -> t.matches("[\\x20-\\x7E]{0," + most + "}")))
        .orElse("");
  }

  private static Optional<List<Phase>> phases(String text) {
    return switch (text) {
      case "1" -> Optional.of(List.of(Phase.L1));
      case "3" -> Optional.of(List.of(Phase.values()));
      default -> Optional.empty();
    };
  }

  private static MeterIdentity identity(Fields fields) {
    MeterIdentity usual = MeterIdentity.DEFAULT;
    return new MeterIdentity(
        fields
            .value(
                "identification",
                "three letters, a digit and a text such as SIM5\\2EVSE-1000",
                text -> Optional.of(text).filter(MeterIdentity::isIdentification))
            .orElse(usual.identification()),
        serial(fields, "serial").orElse(usual.serial()));
  }

  static Optional<String> serial(Fields fields, String key) {
    return fields.value(
        key,
        "1 to 48 printable ASCII characters",
        text -> Optional.of(text).filter(MeterIdentity::isSerial));
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

  /** Takes the keys of electricity; the gas meter takes its own. */
  private static Counters counters(Fields fields) {
    return new Counters(
        fields.number("import1", 0, MOST_KWH).orElse(0.0),
        fields.number("import2", 0, MOST_KWH).orElse(0.0),
        fields.number("export1", 0, MOST_KWH).orElse(0.0),
        fields.number("export2", 0, MOST_KWH).orElse(0.0));
  }

  /** Takes the whole {@code faults} block of a meter. */
  public static MeterFaults faults(Fields fields) {
    MeterFaults faults =
        new MeterFaults(
            fields.number("flip", 0, 1).orElse(0.0),
            fields.number("cut", 0, 1).orElse(0.0),
            fields.number("crc", 0, 1).orElse(0.0),
            fields.number("babble", 0, 1).orElse(0.0),
            fields.duration("late", LATEST).orElse(Duration.ZERO),
            fields.duration("silence").orElse(Duration.ZERO));
    fields.done();
    return faults;
  }
}
