package org.evsebridge.simulator.charger;

import org.evsebridge.simulator.grid.PerPhase;

/** The contacts between supply and cable: open, closed on L1, or closed on all three phases. */
final class Relay {
  private int closedPhases;

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

  /** What of the supply is on the output. */
  PerPhase output(PerPhase supplyVolts) {
    return switch (closedPhases) {
      case 0 -> PerPhase.ZERO;
      case 1 -> new PerPhase(supplyVolts.l1(), 0, 0);
      default -> supplyVolts;
    };
  }
}
