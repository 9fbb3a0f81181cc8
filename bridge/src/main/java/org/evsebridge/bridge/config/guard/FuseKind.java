package org.evsebridge.bridge.config.guard;

import java.time.Duration;

/**
 * What overload a main fuse carries, by the lower limits of its standard, so that the weakest fuse
 * sold is covered (IEC 60269-1 for gG; IEC 60898-1 for the breakers). Multiples are of the rated
 * current.
 */
public enum FuseKind {
  /** The fuse cartridge of most Dutch connections. */
  GG(1.25, Duration.ofMinutes(2)),
  /** A breaker whose magnetic part trips early. */
  B(1.13, Duration.ofMinutes(1)),
  /** A breaker whose magnetic part trips late. */
  C(1.13, Duration.ofMinutes(1));

  /**
   * An overload up to this multiple may last for the kind's own time; a greater one may not last at
   * all.
   */
  public static final double MODERATE = 1.3;

  /** What a fuse carries for ever its standard promises for an hour; half of it is used. */
  private static final Duration CARRIED_TIME = Duration.ofMinutes(30);

  private final double carries;
  private final Duration moderateTime;

  FuseKind(double carries, Duration moderateTime) {
    this.carries = carries;
    this.moderateTime = moderateTime;
  }

  /** The current that a fuse of this kind and rating carries for ever, in amperes. */
  public double carriesForEver(double rated) {
    return carries * rated;
  }

  /**
   * For how many milliseconds the guard tolerates a current before it stops cars: for ever up to
   * the rated current, not at all above {@link #MODERATE}.
   *
   * @param multiple of the rated current
   */
  public double toleratedMillis(double multiple) {
    if (multiple <= 1) {
      return Double.POSITIVE_INFINITY;
    }
    if (multiple <= carries) {
      return CARRIED_TIME.toMillis();
    }
    return multiple <= MODERATE ? moderateTime.toMillis() : 0;
  }
}
