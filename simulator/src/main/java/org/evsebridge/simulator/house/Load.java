package org.evsebridge.simulator.house;

import java.time.Duration;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.simulator.time.Ticking;

/** Something in the house that draws current, or feeds it back. */
interface Load extends Ticking {
  /** What it draws now at the nominal voltage, in amperes; negative when it feeds back. */
  PerPhase amperes();

  /** Most loads do not change by themselves. */
  @Override
  default void tick(Duration step) {}
}
