package org.evsebridge.simulator.vehicle;

import java.time.Duration;
import org.evsebridge.simulator.grid.PerPhase;
import org.evsebridge.simulator.grid.Phase;

/**
 * A car on the charging cable, stepped. It follows the pilot after its reaction time, changes its
 * current in ramps, and draws a little less than it may, as on-board chargers do.
 *
 * <p>The ramps keep IEC 61851's times with room to spare: at or below a lower limit within 5 s, and
 * out of state C within 3 s after the pulses end. Not thread-safe.
 */
public final class Car {
  /** Below this the pilot allows no charging (IEC 61851). */
  private static final int LOWEST_AMPERES = 6;

  private static final double BELOW_LIMIT_AMPERES = 0.2;
  private static final double RAMP_UP_AMPERES_PER_SECOND = 4;
  private static final double RAMP_DOWN_AMPERES_PER_SECOND = 8;
  private static final double STOP_AMPERES_PER_SECOND = 22;

  /** Less than this on a phase is no supply. */
  private static final double LIVE_VOLTS = 50;

  private final CarModel model;
  private int obeyed;
  private Duration disobeying = Duration.ZERO;
  private double amperes;
  private PerPhase current = PerPhase.ZERO;
  private CarRequest request = CarRequest.NOTHING;

  public Car(CarModel model) {
    this.model = model;
  }

  public CarModel model() {
    return model;
  }

  /**
   * Lets time pass.
   *
   * @param volts what is on the cable's phases; 0 while the relay is open
   */
  public void tick(Duration step, PilotSignal pilot, PerPhase volts) {
    follow(step, pilot.connected() && pilot.amperes() >= LOWEST_AMPERES ? pilot.amperes() : 0);
    boolean live = volts.l1() > LIVE_VOLTS;
    double wanted = obeyed == 0 ? 0 : Math.min(model.maxAmperes(), obeyed) - BELOW_LIMIT_AMPERES;
    amperes = live ? ramp(wanted, step) : 0;
    current =
        volts.map(v -> v > LIVE_VOLTS ? amperes : 0).with(connectedPhases(), (a, used) -> a * used);
    request = obeyed > 0 || amperes > 0 ? CarRequest.CURRENT : CarRequest.NOTHING;
  }

  /** Obeys a changed pilot once it has been different for the reaction time. */
  private void follow(Duration step, int allowed) {
    if (allowed == obeyed) {
      disobeying = Duration.ZERO;
      return;
    }
    disobeying = disobeying.plus(step);
    if (disobeying.compareTo(obeyed == 0 ? model.startDelay() : model.reaction()) >= 0) {
      obeyed = allowed;
      disobeying = Duration.ZERO;
    }
  }

  private double ramp(double wanted, Duration step) {
    double seconds = step.toNanos() / 1e9;
    if (wanted >= amperes) {
      return Math.min(wanted, amperes + RAMP_UP_AMPERES_PER_SECOND * seconds);
    }
    double rate = wanted == 0 ? STOP_AMPERES_PER_SECOND : RAMP_DOWN_AMPERES_PER_SECOND;
    return Math.max(wanted, amperes - rate * seconds);
  }

  private PerPhase connectedPhases() {
    PerPhase used = PerPhase.ZERO;
    for (Phase phase : Phase.values()) {
      if (phase.ordinal() < model.phases()) {
        used = used.plus(PerPhase.on(phase, 1));
      }
    }
    return used;
  }

  /** What it draws, in amperes. */
  public PerPhase current() {
    return current;
  }

  /** What it asks for on the pilot. */
  public CarRequest request() {
    return request;
  }
}
