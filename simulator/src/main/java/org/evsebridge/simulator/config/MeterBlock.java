package org.evsebridge.simulator.config;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.bridge.yaml.ValueKind;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.simulator.meter.MbusSettings;
import org.evsebridge.simulator.meter.MeterFaults;
import org.evsebridge.simulator.meter.MeterHistory;
import org.evsebridge.simulator.meter.MeterIdentity;
import org.evsebridge.simulator.meter.MeterKind;
import org.evsebridge.simulator.meter.MeterSettings;
import org.evsebridge.simulator.meter.MeterText;
import org.evsebridge.simulator.station.StationSettings;

/** The {@code meter} block. */
public final class MeterBlock {
  private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(5);

  static final Key<MeterKind> KIND =
      Key.choice("kind", List.of(MeterKind.values()), MeterKind::toString)
          .or(MeterKind.DSMR_5)
          .says("what it is, and so which telegrams it sends");

  static final Key<String> LINE =
      Key.text("line").or(StationSettings.DEFAULT.meterLine()).says("the line that it hangs on");

  private static final Key<Optional<List<Phase>>> PHASES =
      Key.of(
              "phases",
              ScalarKind.choice(
                  List.of(List.of(Phase.L1), List.of(Phase.values())),
                  phases -> String.valueOf(phases.size())))
          .optional("as the house's connection")
          .says("how many phases it measures")
          .such("3");

  private static final Key<String> IDENTIFICATION =
      Key.of(
              "identification",
              Scalars.matching(
                  "three letters, a digit and a text such as SIM5\\2EVSE-1000",
                  MeterIdentity.IDENTIFICATION))
          .or(MeterIdentity.DEFAULT.identification())
          .says("what stands behind the telegram's '/'");

  private static final Key<String> SERIAL =
      Key.of("serial", Scalars.SERIAL).or(MeterIdentity.DEFAULT.serial()).says("its serial number");

  private static final Key<Duration> INTERVAL =
      Key.of(
              "interval",
              ScalarKind.DURATION.check(
                  MeterBlock::fits,
                  "'%s' must be whole seconds that divide 15 minutes, 5 minutes at most"))
          .or("as the kind has it", given -> given.get(KIND).cadence())
          .says("from one telegram to the next")
          .such("1s");

  private static final Key<Optional<List<LocalTime>>> HIGH_TARIFF =
      Key.of("high-tariff", highTariff())
          .optional("as the kind has it")
          .says("when the high tariff counts on weekdays")
          .such("07:00-21:00");

  private static final Key<String> TEXT = text("text", MeterText.MOST_CHARACTERS);

  private static final Key<String> TEXT_CODE = text("text-code", MeterText.MOST_CODE_CHARACTERS);

  private static final Key<Values> COUNTERS =
      Key.of("counters", CountersBlock.BLOCK)
          .or("", given -> CountersBlock.BLOCK.defaults())
          .says("what it has counted before the start")
          .shown();

  private static final Key<MeterHistory> HISTORY =
      Key.of("history", MeterHistoryBlock.BLOCK)
          .or("", given -> MeterHistory.NONE)
          .says("what it went through before the start")
          .shown();

  private static final Key<MeterFaults> FAULTS =
      Key.of("faults", MeterFaultsBlock.BLOCK)
          .or("", given -> MeterFaults.NONE)
          .says("what is wrong with its port from the start")
          .shown();

  /** Its keys; what they mean depends on the house. */
  public static final Block<Values> BLOCK =
      Block.of(
          KIND,
          LINE,
          PHASES,
          INTERVAL,
          HIGH_TARIFF,
          IDENTIFICATION,
          SERIAL,
          MbusBlock.GAS_SERIAL,
          MbusBlock.GAS_PER_YEAR,
          MbusBlock.MBUS,
          TEXT,
          TEXT_CODE,
          COUNTERS,
          HISTORY,
          FAULTS,
          ReplayKey.REPLAY);

  private MeterBlock() {}

  /**
   * The meter.
   *
   * @param connected the phases of the house's connection, which are the meter's by default
   */
  public static MeterSettings settings(Values given, List<Phase> connected) {
    MeterKind kind = given.get(KIND);
    MeterSettings byDefault = MeterSettings.of(kind);
    MeterFaults faults = given.get(FAULTS);
    if (faults.crc() > 0 && !kind.hasChecksum()) {
      given.problem(FAULTS, "a meter of kind " + kind + " sends no checksum: leave 'crc' out");
    }
    List<MbusSettings> mbus = MbusBlock.all(given, CountersBlock.gas(given.get(COUNTERS)));
    return new MeterSettings(
        kind,
        given.get(PHASES).orElse(connected),
        new MeterIdentity(given.get(IDENTIFICATION), given.get(SERIAL)),
        given.get(INTERVAL),
        given
            .get(HIGH_TARIFF)
            .map(ends -> byDefault.tariffs().between(ends.get(0), ends.get(1)))
            .orElse(byDefault.tariffs()),
        CountersBlock.electricity(given.get(COUNTERS)),
        mbus,
        new MeterText(given.get(TEXT), given.get(TEXT_CODE)),
        given.get(HISTORY),
        faults,
        ReplayKey.replay(given, given.get(INTERVAL)));
  }

  /** Telegrams keep to whole seconds, and the quarter-hour peaks need periods that fit in one. */
  private static boolean fits(Duration interval) {
    return interval.getNano() == 0
        && !interval.isZero()
        && interval.compareTo(LONGEST_INTERVAL) <= 0
        && 900 % interval.toSeconds() == 0;
  }

  private static ValueKind<List<LocalTime>> highTariff() {
    return ScalarKind.of(
            "two times of day such as 07:00-21:00",
            text -> Scalars.hours(text).filter(ends -> ends.get(0).isBefore(ends.get(1))))
        .pattern(Scalars.HOURS);
  }

  private static Key<String> text(String name, int most) {
    return Key.of(
            name,
            Scalars.matching(
                "at most " + most + " printable ASCII characters", "[\\x20-\\x7E]{0," + most + "}"))
        .or("")
        .says("the grid operator's message" + (name.endsWith("code") ? ", its code" : ""));
  }
}
