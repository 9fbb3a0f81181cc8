package org.evsebridge.simulator.house;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.simulator.grid.Flow;

/**
 * The battery of a house, if it has one. It sees to it that nothing passes the connection, over the
 * sum of the phases and as far as its power and state of charge allow, and does so at once. Not
 * thread-safe.
 */
public final class Battery {
  private static final double WATT_NANOS_PER_KWH = 1_000.0 * 3_600 * 1_000_000_000;

  private final Optional<BatterySettings> given;
  private Optional<BatterySettings> settings = Optional.empty();
  private double percent;
  private double watts;
  private double chargedKwh;
  private double dischargedKwh;

  /**
   * A change; what is empty stays as it is.
   *
   * @param kilowattHours gives a house that has none a battery
   */
  public record Change(
      Optional<Double> kilowattHours,
      Optional<Double> watts,
      Optional<Double> percent,
      Optional<Double> leastPercent,
      Optional<Double> mostPercent,
      Optional<Double> efficiency,
      Optional<BatterySettings.Mode> mode) {
    BatterySettings of(BatterySettings now) {
      return new BatterySettings(
          kilowattHours.orElse(now.kilowattHours()),
          watts.orElse(now.watts()),
          percent.orElse(now.percent()),
          leastPercent.orElse(now.leastPercent()),
          mostPercent.orElse(now.mostPercent()),
          efficiency.orElse(now.efficiency()),
          mode.orElse(now.mode()));
    }
  }

  Battery(Optional<BatterySettings> given) {
    this.given = given;
    reset();
  }

  /** Puts it back to what the settings say; what it has given and taken stays counted. */
  public void reset() {
    settings = given;
    percent = given.orElse(BatterySettings.DEFAULT).percent();
    watts = 0;
  }

  /**
   * What it is after a change; empty in a house without one that is not told how large its one is.
   */
  public Optional<BatterySettings> with(Change change) {
    return settings
        .or(() -> change.kilowattHours().map(capacity -> BatterySettings.DEFAULT))
        .map(change::of);
  }

  /** Changes it; without effect where there is none. */
  public void change(Change change) {
    settings = with(change);
    percent = change.percent().orElse(percent);
  }

  /** Lets a step pass in a house that else draws so much; says what it draws from each phase. */
  PerPhase tick(Duration step, Flow rest) {
    if (settings.isEmpty()) {
      return PerPhase.ZERO;
    }
    BatterySettings now = settings.get();
    double live = rest.volts().map(Math::signum).sum();
    watts = live == 0 ? 0 : within(now, rest.watts().sum());
    store(step, now);
    return rest.volts().map(volts -> volts > 0 ? -watts / live / volts : 0);
  }

  private double within(BatterySettings now, double drawn) {
    double wanted =
        switch (now.mode()) {
          case NORMAL -> drawn;
          case HOLD -> Math.min(0, drawn);
          case CHARGE -> -now.watts();
          case HOLDCHARGE -> Math.max(0, drawn);
        };
    double most = percent > now.leastPercent() ? now.watts() : 0;
    double least = percent < now.mostPercent() ? -now.watts() : 0;
    return Math.max(least, Math.min(most, wanted));
  }

  private void store(Duration step, BatterySettings now) {
    double kilowattHours = Math.abs(watts) * step.toNanos() / WATT_NANOS_PER_KWH;
    if (watts < 0) {
      chargedKwh += kilowattHours;
      double stored = 100 * kilowattHours * now.efficiency() / now.kilowattHours();
      percent = Math.min(100, percent + stored);
    } else {
      dischargedKwh += kilowattHours;
      percent = Math.max(0, percent - 100 * kilowattHours / now.kilowattHours());
    }
  }

  /** Why its mode alone lets it do nothing now, if so. */
  public Optional<String> whyIdle() {
    return settings
        .filter(now -> now.mode() == BatterySettings.Mode.CHARGE && percent >= now.mostPercent())
        .map(now -> String.format(Locale.ROOT, "it is at its %.0f %% already", now.mostPercent()));
  }

  /** What it is; empty in a house without one. */
  public Optional<BatterySettings> settings() {
    return settings;
  }

  /** Its state of charge, in per cent. */
  public double percent() {
    return percent;
  }

  /** What it gives, in W; less than 0 while it is charged. */
  public double watts() {
    return watts;
  }

  /** What it has taken since the start, in kWh. */
  public double chargedKwh() {
    return chargedKwh;
  }

  /** What it has given since the start, in kWh. */
  public double dischargedKwh() {
    return dischargedKwh;
  }
}
