package org.evsebridge.simulator.charger;

import java.time.Duration;
import java.util.SplittableRandom;
import org.evsebridge.bridge.grid.PerPhase;

/**
 * What the module's meter chip shows of volts and amperes. It sits on the supply's side of the
 * contact of L1 and on the output's side of the other two, whose idle wires pick something up.
 *
 * @param noise how much there is of the noise and the errors that a real module showed: 1 for as
 *     much, 0 for none
 * @param seed the same seed gives the same noise at the same time
 */
public record MeterChip(double noise, long seed, IdlePhases idle) {
  /**
   * What phases show through which nothing flows.
   *
   * @param open volts while the relay is open
   * @param beside volts of an open contact while L1 is closed
   * @param amperes while another phase charges; nothing is shown while none does
   */
  public record IdlePhases(PerPhase open, PerPhase beside, PerPhase amperes) {
    /** In the middle of what a real module showed. */
    public static final IdlePhases SEEN =
        new IdlePhases(
            new PerPhase(0, 7.54, 7.45),
            new PerPhase(0, 6.24, 6.52),
            new PerPhase(0.035, 0.035, 0.0625));
  }

  /** A chip without noise and errors. */
  public static final MeterChip EXACT = new MeterChip(0, 0, IdlePhases.SEEN);

  /** Less than this on every phase is no charging. */
  private static final double CHARGING_AMPERES = 0.5;

  private static final double VOLTS_GAIN_ERROR = 0.002;
  private static final double VOLTS_NOISE = 0.15;
  private static final double IDLE_VOLTS_NOISE = 0.2;
  private static final double AMPERES_GAIN_ERROR = 0.004;
  private static final double AMPERES_NOISE = 0.02;
  private static final double IDLE_AMPERES_NOISE = 0.003;

  /** What is measured, so that no two have the same noise. */
  private enum Channel {
    VOLTS,
    VOLTS_GAIN,
    AMPERES,
    AMPERES_GAIN
  }

  /** What it shows of the volts. */
  PerPhase volts(PerPhase supply, int closedPhases, Duration now) {
    PerPhase idle = closedPhases == 0 ? idle().open() : idle().beside();
    return new PerPhase(
        volts(supply.l1(), true, 1, now),
        volts(closedPhases > 1 ? supply.l2() : idle.l2(), closedPhases > 1, 2, now),
        volts(closedPhases > 1 ? supply.l3() : idle.l3(), closedPhases > 1, 3, now));
  }

  private double volts(double actual, boolean mains, int phase, Duration now) {
    double gain = error(Channel.VOLTS_GAIN, phase, Duration.ZERO) * VOLTS_GAIN_ERROR;
    double offset = error(Channel.VOLTS, phase, now) * (mains ? VOLTS_NOISE : IDLE_VOLTS_NOISE);
    return Math.max(0, actual * (1 + gain) + offset);
  }

  /** What it shows of the amperes. */
  PerPhase amperes(PerPhase actual, Duration now) {
    if (actual.max() < CHARGING_AMPERES) {
      return actual;
    }
    return new PerPhase(
        amperes(actual.l1(), idle().amperes().l1(), 1, now),
        amperes(actual.l2(), idle().amperes().l2(), 2, now),
        amperes(actual.l3(), idle().amperes().l3(), 3, now));
  }

  private double amperes(double actual, double idle, int phase, Duration now) {
    double error = error(Channel.AMPERES, phase, now);
    if (actual < CHARGING_AMPERES) {
      return actual + idle + error * IDLE_AMPERES_NOISE;
    }
    double gain = error(Channel.AMPERES_GAIN, phase, Duration.ZERO) * AMPERES_GAIN_ERROR;
    return actual * (1 + gain) + error * AMPERES_NOISE;
  }

  /** Between -1 and 1 times the noise, anew each second. */
  private double error(Channel channel, int phase, Duration now) {
    if (noise == 0) {
      return 0;
    }
    long sample = now.toSeconds();
    long which = 4L * channel.ordinal() + phase;
    return noise * (2 * new SplittableRandom(seed ^ which << 48 ^ sample).nextDouble() - 1);
  }
}
