package org.evsebridge.simulator.controller;

import org.evsebridge.bridge.grid.PerPhase;

/**
 * The rule of the maker's load-balancing controller (its sketch M5Stack-CoreS3-SE-IOT_DSMR): what
 * the main fuse has left beside everything else, on the phase that has least.
 */
public record LoadBalancing(double fuseAmperes) implements ControlRule {
  /** The smallest main fuse, in amperes. */
  public static final int LEAST_FUSE = 1;

  /** The largest main fuse, in amperes. */
  public static final int MOST_FUSE = 1000;

  @Override
  public int spare(Situation now) {
    PerPhase left = now.grid().with(now.cars(), (g, c) -> (int) (fuseAmperes - g + c));
    return (int) Math.min(left.l1(), Math.min(left.l2(), left.l3()));
  }
}
