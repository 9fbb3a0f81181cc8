package org.evsebridge.simulator.house;

/** A load that people and programs know by a name, and whose draw they can change. */
interface NamedLoad extends Load {
  String name();

  Draw draw();
}
