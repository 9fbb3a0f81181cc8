package org.evsebridge.simulator.meter;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.simulator.grid.Flow;
import org.evsebridge.simulator.time.SimulatedClock;

/**
 * The smart meter: it measures what passes the connection and sends telegrams. It sits behind the
 * main fuse and runs as long as one phase has voltage. Ticked after the clock and the house. Not
 * thread-safe.
 */
public final class SmartMeter {
  private final MeterSettings settings;
  private final SimulatedClock clock;
  private final FaultyPort port;
  private final TelegramSource telegrams;
  private final long intervalSeconds;

  private final EnergyRegisters energy;
  private final PowerQuality quality;
  private final PeakDemand demand;
  private final Map<Integer, MbusMeter> mbus = new TreeMap<>();
  private FlowMean mean = new FlowMean();
  private long sent;
  private byte[] lastSent = {};
  private long period;

  /**
   * @param seed decides what the faults of its port do
   * @param listener gets the bytes of each telegram as they leave the port, in the thread that
   *     ticks
   */
  public SmartMeter(
      MeterSettings settings, SimulatedClock clock, long seed, Consumer<byte[]> listener) {
    this.settings = settings;
    this.clock = clock;
    this.port =
        new FaultyPort(
            clock,
            settings.faults(),
            seed,
            telegram -> {
              sent++;
              lastSent = telegram;
              listener.accept(telegram);
            });
    this.intervalSeconds = settings.interval().toSeconds();
    this.energy = new EnergyRegisters(settings.counters());
    this.quality = new PowerQuality(settings.history(), clock.instant());
    this.demand = new PeakDemand(settings.history(), clock.zone(), clock.instant());
    for (MbusSettings meter : settings.mbus()) {
      mbus.put(
          meter.channel(), new MbusMeter(meter, settings.kind().mbusCapture(), clock.instant()));
    }
    this.telegrams =
        settings
            .replay()
            .<TelegramSource>map(
                replay -> new RecordedTelegrams(replay, clock.zone(), clock.instant()))
            .orElseGet(() -> new WrittenTelegrams(settings, energy));
    this.period = periodOf(clock.instant());
  }

  private long periodOf(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), intervalSeconds);
  }

  /** Lets a step pass in which {@code flow} passed the connection; the clock is at its end. */
  public void tick(Duration step, Flow flow) {
    mean.add(step, flow);
    quality.observe(flow.volts(), settings.phases(), clock.instant());
    port.tick();
    long now = periodOf(clock.instant());
    if (now != period) {
      period = now;
      endPeriod(Instant.ofEpochSecond(now * intervalSeconds));
    }
    for (byte[] telegram : telegrams.due(clock.instant())) {
      if (!quality.dark()) {
        port.send(telegram);
      }
    }
  }

  private void endPeriod(Instant end) {
    PerPhase watts = mean.watts();
    double wattSeconds = watts.sum() * mean.seconds();
    // The tariff of the second that has just ended: at 07:00:00 that second still belongs to the
    // low tariff.
    energy.count(settings.tariffs().at(end.minusSeconds(1).atZone(clock.zone())), wattSeconds);
    demand.count(Math.max(0, wattSeconds), end);
    for (MbusMeter meter : mbus.values()) {
      meter.pass(mean.seconds(), end);
    }
    Reading reading =
        new Reading(
            settings.identity(),
            settings.text(),
            end,
            clock.zone(),
            settings.tariffs().at(end.atZone(clock.zone())),
            energy,
            mean.volts(),
            mean.amperes(),
            watts,
            quality,
            demand,
            mbus);
    mean = new FlowMean();
    telegrams.measured(reading);
  }

  /**
   * The clock has been set. What it has counted stays, what lasts for a while lasts as long, and
   * its measuring begins anew at that moment.
   *
   * @param by from the moment that the clock showed to the one it shows
   */
  public void clockMoved(Duration by) {
    Instant now = clock.instant();
    energy.count(
        settings.tariffs().at(now.minus(by).atZone(clock.zone())),
        mean.watts().sum() * mean.seconds());
    mean = new FlowMean();
    period = periodOf(now);
    port.clockMoved(by);
    quality.clockMoved(by);
    demand.clockMoved(now.minus(by), now);
    mbus.values().forEach(meter -> meter.clockMoved(now));
    telegrams.clockMoved(by);
  }

  public MeterSettings settings() {
    return settings;
  }

  /** What the import registers have counted in both tariffs, in kWh. */
  public double importedKwh() {
    return telegrams.importedKwh();
  }

  /** What the export registers have counted in both tariffs, in kWh. */
  public double exportedKwh() {
    return telegrams.exportedKwh();
  }

  /** What a register of import has counted, in kWh. */
  public double importedKwh(Tariff tariff) {
    return energy.importedKwh(tariff);
  }

  /** What a register of export has counted, in kWh. */
  public double exportedKwh(Tariff tariff) {
    return energy.exportedKwh(tariff);
  }

  /** How many telegrams have left its port, whole or not. */
  public long sent() {
    return sent;
  }

  /** What left its port last, not to be changed; nothing before the first telegram. */
  public byte[] lastSent() {
    return lastSent;
  }

  /** What is wrong with its port now; the silence is what is left of it. */
  public MeterFaults faults() {
    return port.faults();
  }

  /** Changes what is wrong with its port. */
  public void faults(MeterFaults faults) {
    port.faults(faults);
  }

  /** Sends nothing for so long in simulated time; it goes on measuring. */
  public void silence(Duration howLong) {
    port.silence(howLong);
  }

  /** Repeats its last telegram for so long in simulated time; it goes on measuring. */
  public void freeze(Duration howLong) {
    port.freeze(howLong);
  }
}
