package org.evsebridge.simulator.house;

import java.time.Duration;
import org.evsebridge.bridge.grid.PerPhase;

/** A source written down as a load. */
record FeedsBack(Load written) implements Load {
  @Override
  public void tick(Duration step) {
    written.tick(step);
  }

  @Override
  public PerPhase amperes() {
    return written.amperes().map(amperes -> -amperes);
  }
}
