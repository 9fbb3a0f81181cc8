package org.evsebridge.simulator.vehicle;

import java.time.Duration;
import org.evsebridge.bridge.grid.PerPhase;

/** Which of the cable's phases a car's charger uses, as time and warmth pass. */
final class OnboardCharger {
  /** Less than this on a phase is no supply. */
  static final double LIVE_VOLTS = 50;

  private static final Duration START = Duration.ofSeconds(1);

  private Duration running = Duration.ZERO;
  private Duration warmth = Duration.ZERO;
  private boolean tooWarm;

  /** How many phases it began with; 0 when it has not begun since the pilot came. */
  private int begunWith;

  /**
   * Lets time pass.
   *
   * @param interrupted whether the pilot is
   * @param runs whether it draws anything
   * @param volts what is on the cable
   */
  void tick(Duration step, CarModel model, boolean interrupted, boolean runs, PerPhase volts) {
    if (interrupted) {
      begunWith = 0;
    } else if (runs && begunWith == 0) {
      begunWith = live(volts);
    }
    running = runs ? running.plus(step) : Duration.ZERO;
    if (model.habits().dropsPhaseAfter().isPresent()) {
      warm(step, model.habits().dropsPhaseAfter().get(), runs);
    }
  }

  private void warm(Duration step, Duration after, boolean runs) {
    warmth = runs ? warmth.plus(step) : warmth.minus(step);
    if (warmth.compareTo(after) >= 0) {
      warmth = after;
      tooWarm = true;
    } else if (warmth.isNegative()) {
      warmth = Duration.ZERO;
      tooWarm = false;
    }
  }

  private static int live(PerPhase volts) {
    return volts.l3() > LIVE_VOLTS ? 3 : volts.l2() > LIVE_VOLTS ? 2 : 1;
  }

  /** Whether it is in its first second. */
  boolean isStarting() {
    return running.compareTo(START) <= 0;
  }

  /** How many phases it uses, 1 to 3, from L1 on. */
  int phases(CarModel model) {
    int able = Math.max(1, model.phases() - (tooWarm ? 1 : 0));
    return model.habits().stickyPhases() && begunWith > 0 ? Math.min(able, begunWith) : able;
  }
}
