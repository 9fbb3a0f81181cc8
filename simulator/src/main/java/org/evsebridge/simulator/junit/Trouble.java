package org.evsebridge.simulator.junit;

import java.util.List;

/** What a person would want to know of a test's station afterwards. */
public interface Trouble {
  /**
   * What the test did, which fuses blew and what a stepped bridge's guard changed and why, a line
   * each with the station's time. Of the guard, and of the writes of a {@link ModbusClient}, only
   * the first hundred are told.
   */
  List<String> happenings();

  /** How many fuses have blown. */
  int blownFuses();

  /** How many exceptions the modules have answered; not those that a line's fault makes up. */
  long exceptions();
}
