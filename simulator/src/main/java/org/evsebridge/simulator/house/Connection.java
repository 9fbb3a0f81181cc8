package org.evsebridge.simulator.house;

import java.util.List;
import org.evsebridge.bridge.grid.Phase;

/**
 * How the house is connected to the grid.
 *
 * @param phases L1 alone or all three
 * @param amperes rated current of each phase's main fuse
 */
public record Connection(List<Phase> phases, double amperes, TimeCurrentCurve curve) {
  /** The commonest three-phase connection in the Netherlands. */
  public static final Connection DEFAULT =
      new Connection(List.of(Phase.values()), 25, TimeCurrentCurve.GG);

  /** Such as {@code 3x25 A}. */
  @Override
  public String toString() {
    return phases.size() + "x" + Math.round(amperes) + " A";
  }
}
