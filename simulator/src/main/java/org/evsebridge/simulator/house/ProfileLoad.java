package org.evsebridge.simulator.house;

import java.time.Duration;
import java.util.Random;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.simulator.time.SimulatedClock;

/** A load that follows the time of day, with a little noise where asked for. */
final class ProfileLoad implements Load {
  private static final int NOISE_SECONDS = 60;

  private final Profile profile;
  private final SimulatedClock clock;
  private final double noise;
  private final Random random;
  private long second = -1;
  private double factor = 1;
  private PerPhase amperes = PerPhase.ZERO;

  /**
   * @param noise by how much the load goes up and down from minute to minute, 0 to 1
   */
  ProfileLoad(Profile profile, SimulatedClock clock, double noise, long seed) {
    this.profile = profile;
    this.clock = clock;
    this.noise = noise;
    this.random = new Random(seed);
  }

  @Override
  public void tick(Duration step) {
    long now = clock.instant().getEpochSecond();
    if (now == second) {
      return;
    }
    if (noise > 0 && now / NOISE_SECONDS != second / NOISE_SECONDS) {
      factor = 1 + noise * (2 * random.nextDouble() - 1);
    }
    second = now;
    amperes = profile.at(clock.secondOfDay()).map(watts -> watts * factor / Phase.NOMINAL_VOLTS);
  }

  @Override
  public PerPhase amperes() {
    return amperes;
  }
}
