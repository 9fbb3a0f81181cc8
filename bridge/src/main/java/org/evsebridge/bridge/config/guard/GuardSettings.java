package org.evsebridge.bridge.config.guard;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a guard protects and with which times.
 *
 * @param fuse the main fuse's rated current, in amperes
 * @param margin what is kept free under it, in amperes
 * @param safeCurrent what all modules together may draw on a phase while nothing is known of the
 *     house, in amperes: 0, or 6 and more
 * @param raiseAfter how long there must have been room before a limit rises
 * @param pause how long a car that the guard stopped waits at least
 * @param controller what happens when nobody steers any more
 */
public record GuardSettings(
    int fuse,
    FuseKind kind,
    int margin,
    int safeCurrent,
    Duration raiseAfter,
    Duration pause,
    ControllerSilence controller,
    List<GuardedModule> modules) {

  /**
   * What happens when the controller is silent while the meter speaks.
   *
   * @param after how long is silent; empty for what the guard finds out by the gaps seen so far
   */
  public record ControllerSilence(Optional<Duration> after, Then then) {
    /** No shorter silence is found out by gaps. */
    public static final Duration LEAST = Duration.ofSeconds(90);

    /** No longer one either. */
    public static final Duration MOST = Duration.ofMinutes(10);
  }

  /** What a module may draw while its controller is silent. */
  public enum Then {
    /** What the controller wrote last; the guard still protects the fuse. */
    KEEP,
    /** The safe current. */
    SAFE,
    /** Nothing. */
    STOP
  }

  public GuardSettings {
    modules = List.copyOf(modules);
  }

  /** The safe current where none is given: the least that charges, if the fuse stands that too. */
  public static int defaultSafeCurrent(int fuse, FuseKind kind) {
    return isCarried(fuse, kind, GuardedModule.LEAST_AMPERES) ? GuardedModule.LEAST_AMPERES : 0;
  }

  /** Whether a fuse carries its rated current and the safe current on top for ever. */
  public static boolean isCarried(int fuse, FuseKind kind, int safeCurrent) {
    return fuse + safeCurrent <= kind.carriesForEver(fuse);
  }
}
