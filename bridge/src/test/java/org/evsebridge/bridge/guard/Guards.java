package org.evsebridge.bridge.guard;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.config.guard.FuseKind;
import org.evsebridge.bridge.config.guard.GuardSettings;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.grid.Wiring;

/** Settings for tests: a fuse of 25 A, the default times. */
final class Guards {
  static final GuardedModule MODULE = module(2, Wiring.STRAIGHT);

  private Guards() {}

  static GuardedModule module(int unit, Wiring wiring) {
    return new GuardedModule("line", unit, wiring, 6, 16);
  }

  static GuardSettings settings(FuseKind kind, int safe, GuardedModule... modules) {
    return new GuardSettings(
        25,
        kind,
        0,
        safe,
        Duration.ofSeconds(60),
        Duration.ofMinutes(5),
        new GuardSettings.ControllerSilence(Optional.empty(), GuardSettings.Then.KEEP),
        List.of(modules));
  }
}
