package org.evsebridge.simulator.vehicle;

import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.grid.PerPhase;

/**
 * A car on the charging cable, stepped. It follows the pilot after its reaction time, changes its
 * current in ramps, draws a little less than it may, as on-board chargers do, and less still when
 * its battery is nearly full.
 *
 * <p>With the default timing the ramps keep IEC 61851's times with room to spare: at or below a
 * lower limit within 5 s, and out of state C within 3 s after the pulses end. Not thread-safe.
 */
public final class Car {
  private static final double RAMP_DOWN_AMPERES_PER_SECOND = 8;
  private static final double STOP_AMPERES_PER_SECOND = 22;

  private final OnboardCharger charger = new OnboardCharger();
  private CarModel model;
  private BatteryCharge battery;
  private int obeyed;
  private Duration disobeying = Duration.ZERO;
  private Duration withoutPulses = Duration.ZERO;
  private boolean asleep;
  private double amperes;
  private PerPhase current = PerPhase.ZERO;

  public Car(CarModel model) {
    this.model = model;
    this.battery = new BatteryCharge(model.battery());
  }

  public CarModel model() {
    return model;
  }

  /** The same with its battery's state of now. */
  public CarModel now() {
    CarModel.Battery full = model.battery();
    return model.with(
        new CarModel.Battery(full.kilowattHours(), battery.percent(), full.targetPercent()));
  }

  /** Becomes another car while it stays where it is, with the charge that the other one has. */
  public void become(CarModel other) {
    model = other;
    battery = new BatteryCharge(other.battery());
  }

  /**
   * Lets time pass.
   *
   * @param volts what is on the cable's phases; 0 while the relay is open
   */
  public void tick(Duration step, PilotSignal pilot, PerPhase volts) {
    boolean pulses = pilot.connected() && pilot.amperes() >= PilotSignal.LOWEST_AMPERES;
    fallAsleep(step, pilot, pulses);
    boolean enough = pilot.amperes() >= model.draw().least();
    boolean willing = pulses && enough && !asleep && !battery.isAtTarget();
    follow(step, willing ? pilot.amperes() : 0);
    amperes = volts.l1() > OnboardCharger.LIVE_VOLTS ? ramp(wantedAmperes(), step) : 0;
    charger.tick(step, model, !pilot.connected(), amperes > 0, volts);
    current = new PerPhase(drawn(volts.l1(), 1), drawn(volts.l2(), 2), drawn(volts.l3(), 3));
    battery.charge(step, volts.times(current).sum());
  }

  private void fallAsleep(Duration step, PilotSignal pilot, boolean pulses) {
    withoutPulses = pulses ? Duration.ZERO : withoutPulses.plus(step);
    if (!pilot.connected()) {
      asleep = false;
      withoutPulses = Duration.ZERO;
    } else {
      Optional<Duration> patience = model.habits().sleepsAfter();
      asleep |= patience.isPresent() && withoutPulses.compareTo(patience.get()) >= 0;
    }
  }

  /** Obeys a changed pilot once it has been different for the reaction time. */
  private void follow(Duration step, int allowed) {
    if (allowed == obeyed) {
      disobeying = Duration.ZERO;
      return;
    }
    disobeying = disobeying.plus(step);
    CarModel.Timing timing = model.timing();
    if (disobeying.compareTo(obeyed == 0 ? timing.startDelay() : timing.reaction()) >= 0) {
      obeyed = allowed;
      disobeying = Duration.ZERO;
    }
  }

  private double wantedAmperes() {
    if (obeyed == 0) {
      return 0;
    }
    double allowed = obeyed + model.draw().over();
    double able = model.maxAmperes() * battery.willingness();
    return Math.max(0, Math.min(able, allowed) - model.draw().below());
  }

  private double ramp(double wanted, Duration step) {
    double seconds = step.toNanos() / 1e9;
    if (wanted >= amperes) {
      return Math.min(wanted, amperes + model.timing().rampAmperesPerSecond() * seconds);
    }
    double rate = obeyed == 0 ? STOP_AMPERES_PER_SECOND : RAMP_DOWN_AMPERES_PER_SECOND;
    return Math.max(wanted, amperes - rate * seconds);
  }

  private double drawn(double volts, int phase) {
    if (amperes == 0 || volts <= OnboardCharger.LIVE_VOLTS || phase > charger.phases(model)) {
      return 0;
    }
    return amperes + (charger.isStarting() ? model.draw().startPeak() : 0);
  }

  /** What it draws, in amperes. */
  public PerPhase current() {
    return current;
  }

  /** What it asks for on the pilot. */
  public CarRequest request() {
    if (obeyed == 0 && amperes == 0) {
      return CarRequest.NOTHING;
    }
    return model.habits().ventilation() ? CarRequest.VENTILATION : CarRequest.CURRENT;
  }

  /** The battery's state of charge, 0 to 100. */
  public double percent() {
    return battery.percent();
  }

  /** Whether it has all that it wants. */
  public boolean isAtTarget() {
    return battery.isAtTarget();
  }

  /** Whether it sleeps: then only an interruption of the pilot wakes it. */
  public boolean isAsleep() {
    return asleep;
  }
}
