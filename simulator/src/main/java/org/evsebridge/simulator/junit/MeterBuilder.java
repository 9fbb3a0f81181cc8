package org.evsebridge.simulator.junit;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.IntStream;
import org.evsebridge.simulator.meter.MbusSettings;
import org.evsebridge.simulator.meter.MeterKind;

/**
 * The smart meter.
 *
 * <pre>{@code
 * meter(MeterKind.DSMR_4_2).interval(Duration.ofSeconds(10))
 * }</pre>
 */
public final class MeterBuilder {
  private final Keys keys = new Keys();

  private MeterBuilder() {}

  /** A meter of a kind, which says what telegrams it sends and how often. */
  public static MeterBuilder meter(MeterKind kind) {
    return new MeterBuilder().with("kind", kind.toString());
  }

  private MeterBuilder with(String key, Object value) {
    keys.set(key, value);
    return this;
  }

  private MeterBuilder of(String block, String key, Object value) {
    keys.block(block).set(key, value);
    return this;
  }

  /** The line that it hangs on. */
  public MeterBuilder line(String name) {
    return with("line", name);
  }

  /** How many phases it measures, 1 or 3; as the house's connection unless told otherwise. */
  public MeterBuilder phases(int phases) {
    return with("phases", phases);
  }

  /** What stands behind the telegram's {@code /}. */
  public MeterBuilder identification(String text) {
    return with("identification", text);
  }

  /** Its serial number. */
  public MeterBuilder serial(String number) {
    return with("serial", number);
  }

  /** From one telegram to the next: whole seconds that divide 15 minutes, 5 minutes at most. */
  public MeterBuilder interval(Duration interval) {
    return with("interval", interval);
  }

  /** When the high tariff counts on weekdays. */
  public MeterBuilder highTariff(LocalTime from, LocalTime to) {
    return with("high-tariff", from + "-" + to);
  }

  /** The gas meter on channel 1, where no {@link #mbus} is said: its serial number. */
  public MeterBuilder gasSerial(String number) {
    return with("gas-serial", number);
  }

  /** The same: what the household uses, in m³. */
  public MeterBuilder gasPerYear(double cubicMetres) {
    return with("gas-per-year", cubicMetres);
  }

  /** The same: what it has counted before the start, in m³. */
  public MeterBuilder gas(double cubicMetres) {
    return of("counters", "gas", cubicMetres);
  }

  /** A meter on an M-Bus channel. */
  public MeterBuilder mbus(MbusSettings meter) {
    Keys one = new Keys();
    one.set("channel", meter.channel());
    one.set("kind", meter.kind());
    one.set("serial", meter.serial());
    one.set("counter", meter.counter());
    one.set("per-year", meter.perYear());
    keys.add("mbus", one);
    return this;
  }

  /** The grid operator's message, and its code. */
  public MeterBuilder text(String message, String code) {
    return with("text", message).with("text-code", code);
  }

  /** What it has counted before the start as drawn in tariffs 1 and 2, in kWh. */
  public MeterBuilder imported(double tariff1, double tariff2) {
    return of("counters", "import1", tariff1).of("counters", "import2", tariff2);
  }

  /** The same as fed back. */
  public MeterBuilder exported(double tariff1, double tariff2) {
    return of("counters", "export1", tariff1).of("counters", "export2", tariff2);
  }

  /** The highest quarter-hour mean of the running month, in kW. */
  public MeterBuilder monthPeak(double kilowatts) {
    return of("history", "month-peak", kilowatts);
  }

  /** Those of the months before, last month first, in kW; 13 at most. */
  public MeterBuilder peaks(List<Double> kilowatts) {
    return of("history", "peaks", kilowatts);
  }

  /** Power failures before the start that its log does not show, and how many of them were long. */
  public MeterBuilder failures(int all, int longOnes) {
    return of("history", "failures", all).of("history", "long-failures", longOnes);
  }

  /** A long power failure in its log; the latest is said first, 10 at most. */
  public MeterBuilder failure(Duration beforeTheStart, Duration lasted) {
    Keys one = new Keys();
    one.set("ago", beforeTheStart);
    one.set("lasted", lasted);
    keys.block("history").add("failure-log", one);
    return this;
  }

  /** How many sags there were on each phase, L1 first. */
  public MeterBuilder sags(int... onPhases) {
    return of("history", "sags", IntStream.of(onPhases).boxed().toList());
  }

  /** How many swells there were on each phase, L1 first. */
  public MeterBuilder swells(int... onPhases) {
    return of("history", "swells", IntStream.of(onPhases).boxed().toList());
  }

  /** What is wrong with its port from the start. */
  public MeterBuilder faults(MeterFaultsBuilder faults) {
    return with("faults", faults.keys());
  }

  /**
   * Recorded telegrams that it sends instead of its own.
   *
   * @param shiftTimes whether their times are moved so that they are those of the simulation
   */
  public MeterBuilder replay(Path telegrams, boolean shiftTimes) {
    return of("replay", "file", telegrams.toAbsolutePath()).of("replay", "shift-times", shiftTimes);
  }

  Keys keys() {
    return keys;
  }
}
