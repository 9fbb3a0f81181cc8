package org.evsebridge.simulator.house;

import org.evsebridge.bridge.grid.PerPhase;

/** What is always on. */
record ConstantLoad(PerPhase amperes) implements Load {}
