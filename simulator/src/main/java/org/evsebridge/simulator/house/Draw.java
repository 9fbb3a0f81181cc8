package org.evsebridge.simulator.house;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;

/**
 * What a load draws while it is on. It can be changed; the phases that the load hangs on stay. Not
 * thread-safe.
 */
final class Draw {
  private final Set<Phase> phases = EnumSet.noneOf(Phase.class);
  private PerPhase amperes;

  /**
   * @param amperes of each phase; a load that draws nothing at first hangs on all of them
   */
  Draw(PerPhase amperes) {
    this.amperes = amperes;
    Arrays.stream(Phase.values()).filter(phase -> amperes.get(phase) != 0).forEach(phases::add);
    if (phases.isEmpty()) {
      phases.addAll(EnumSet.allOf(Phase.class));
    }
  }

  PerPhase amperes() {
    return amperes;
  }

  /** Draws so many amperes from each of its phases from now on. */
  void each(double wanted) {
    amperes = PerPhase.on(phases, wanted);
  }
}
