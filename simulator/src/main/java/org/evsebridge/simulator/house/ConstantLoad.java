package org.evsebridge.simulator.house;

import org.evsebridge.bridge.grid.PerPhase;

/**
 * What is always on.
 *
 * @param name empty for one that nobody needs to name
 */
record ConstantLoad(String name, Draw draw) implements NamedLoad {
  @Override
  public PerPhase amperes() {
    return draw.amperes();
  }
}
