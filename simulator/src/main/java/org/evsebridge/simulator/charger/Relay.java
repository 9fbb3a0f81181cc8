package org.evsebridge.simulator.charger;

import java.time.Duration;
import org.evsebridge.bridge.grid.PerPhase;

/** The contacts between supply and cable: open, closed on L1, or closed on all three phases. */
final class Relay {
  private int closedPhases;
  private boolean welded;
  private Duration ignored = Duration.ZERO;

  /** Whether it has been closed; a welded contact of an open relay does not count. */
  boolean isClosed() {
    return closedPhases > 0;
  }

  /** 0 while open. */
  int closedPhases() {
    return closedPhases;
  }

  /** Closes 1 or 3 phases; a relay that is closed stays as it is, nobody switches under load. */
  private void close(int phases) {
    if (closedPhases == 0) {
      closedPhases = phases;
    }
  }

  /**
   * Follows a car: closes when it asks for a current that is offered, opens when it does not ask,
   * when the pilot is cut, or when it has ignored the end of the pulses for long enough.
   *
   * @param phases as many are closed
   */
  void follow(Duration step, boolean isAsked, boolean isOffered, boolean isCut, int phases) {
    ignored = isAsked && !isOffered ? ignored.plus(step) : Duration.ZERO;
    if (isAsked && isOffered) {
      close(phases);
    } else if (!isAsked || isCut || ignored.compareTo(ModuleValues.RELAY_PATIENCE) >= 0) {
      open();
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
