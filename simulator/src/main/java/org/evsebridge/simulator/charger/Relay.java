package org.evsebridge.simulator.charger;

import org.evsebridge.bridge.grid.PerPhase;

/** The contacts between supply and cable: open, closed on L1, or closed on all three phases. */
final class Relay {
  private int closedPhases;
  private boolean welded;

  /** Whether it has been closed; a welded contact of an open relay does not count. */
  boolean isClosed() {
    return closedPhases > 0;
  }

  /** 0 while open. */
  int closedPhases() {
    return closedPhases;
  }

  /** Closes 1 or 3 phases; a relay that is closed stays as it is, nobody switches under load. */
  void close(int phases) {
    if (closedPhases == 0) {
      closedPhases = phases;
    }
  }

  void open() {
    closedPhases = 0;
  }

  /** The contact of L1 sticks, or comes free. */
  void weld(boolean sticks) {
    welded = sticks;
  }

  /** What of a quantity on the supply's side passes to the output. */
  PerPhase passes(PerPhase supply) {
    int phases = Math.max(closedPhases, welded ? 1 : 0);
    return switch (phases) {
      case 0 -> PerPhase.ZERO;
      case 1 -> new PerPhase(supply.l1(), 0, 0);
      default -> supply;
    };
  }
}
