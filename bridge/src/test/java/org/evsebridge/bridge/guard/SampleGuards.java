package org.evsebridge.bridge.guard;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.config.guard.FuseKind;
import org.evsebridge.bridge.config.guard.GuardSettings;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.grid.Wiring;

/** Settings for tests of both programs, with the default times. */
public final class SampleGuards {
  public static final GuardedModule MODULE = module(2, Wiring.STRAIGHT);

  private SampleGuards() {}

  public static GuardedModule module(int unit, Wiring wiring) {
    return new GuardedModule("line", unit, wiring, 6, 16);
  }

  /** Behind a fuse of 25 A. */
  public static GuardSettings settings(FuseKind kind, int safe, GuardedModule... modules) {
    return settings(kind, 25, safe, List.of(modules));
  }

  public static GuardSettings settings(
      FuseKind kind, int fuse, int safe, List<GuardedModule> modules) {
    return new GuardSettings(
        fuse,
        kind,
        0,
        safe,
        Duration.ofSeconds(60),
        Duration.ofMinutes(5),
        new GuardSettings.ControllerSilence(Optional.empty(), GuardSettings.Then.KEEP),
        modules);
  }
}
