package org.evsebridge.simulator.house;

import org.evsebridge.simulator.grid.PerPhase;

/** A load with a name and a switch. */
final class Appliance implements Load {
  private final String name;
  private final PerPhase whenOn;
  private boolean on;

  Appliance(String name, PerPhase whenOn) {
    this.name = name;
    this.whenOn = whenOn;
  }

  String name() {
    return name;
  }

  boolean isOn() {
    return on;
  }

  void turn(boolean on) {
    this.on = on;
  }

  @Override
  public PerPhase amperes() {
    return on ? whenOn : PerPhase.ZERO;
  }
}
