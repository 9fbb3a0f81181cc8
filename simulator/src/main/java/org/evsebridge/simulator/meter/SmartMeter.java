package org.evsebridge.simulator.meter;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.simulator.grid.Flow;
import org.evsebridge.simulator.grid.Phase;
import org.evsebridge.simulator.time.SimulatedClock;

/**
 * The smart meter: it watches what passes the connection and tells it in telegrams. Ticked after
 * the clock and the house. Not thread-safe.
 */
public final class SmartMeter {
  /** A household's use of gas, in m³ an hour: 1200 m³ a year. */
  private static final double GAS_PER_HOUR = 1200 / 8760.0;

  private final MeterKind kind;
  private final MeterIdentity identity;
  private final SimulatedClock clock;
  private final Consumer<byte[]> listener;
  private final List<Phase> phases = List.of(Phase.values());
  private final List<CosemObject> objects;
  private final long cadenceSeconds;

  private final EnergyRegisters energy = new EnergyRegisters();
  private final PowerQuality quality = new PowerQuality();
  private final GasMeter gas;
  private final StringBuilder text = new StringBuilder(2048);
  private FlowMean mean = new FlowMean();
  private long period;

  /**
   * @param listener gets each telegram as it goes out of the port, in the thread that ticks
   */
  public SmartMeter(
      MeterKind kind, MeterIdentity identity, SimulatedClock clock, Consumer<byte[]> listener) {
    this.kind = kind;
    this.identity = identity;
    this.clock = clock;
    this.listener = listener;
    this.objects = kind.objects(phases);
    this.cadenceSeconds = kind.cadence().toSeconds();
    this.gas = new GasMeter(GAS_PER_HOUR, kind.gasCapture(), clock.instant());
    this.period = periodOf(clock.instant());
  }

  private long periodOf(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), cadenceSeconds);
  }

  /** Lets a step pass in which {@code flow} passed the connection; the clock is at its end. */
  public void tick(Duration step, Flow flow) {
    mean.add(step, flow);
    long now = periodOf(clock.instant());
    if (now != period) {
      period = now;
      endPeriod(Instant.ofEpochSecond(now * cadenceSeconds));
    }
  }

  private void endPeriod(Instant end) {
    // The tariff of what has just ended: at seven o'clock sharp the last second was still low.
    Tariff counting = kind.tariff(end.minusSeconds(1).atZone(clock.zone()));
    energy.count(counting, mean.watts().sum() * mean.seconds());
    quality.observe(mean.volts(), phases, end);
    gas.pass(mean.seconds(), end);
    Reading reading =
        new Reading(
            identity,
            end,
            clock.zone(),
            kind.tariff(end.atZone(clock.zone())),
            energy,
            mean.volts(),
            mean.amperes(),
            mean.watts(),
            quality,
            gas);
    mean = new FlowMean();
    listener.accept(Telegram.withChecksum(write(reading)));
  }

  private CharSequence write(Reading reading) {
    text.setLength(0);
    text.append(Telegram.START).append(identity.identification()).append("\r\n\r\n");
    for (CosemObject object : objects) {
      object.values().write(text.append(object.obis()), reading);
      text.append("\r\n");
    }
    return text.append(Telegram.END);
  }
}
