package org.evsebridge.simulator.junit;

import java.util.List;

/** What a person would want to know of a test's station afterwards. */
public interface Trouble {
  /**
   * What the test did, which fuses blew and what the bridge's guard changed and why, a line each
   * with the station's time. Of what the guard, or a {@link ModbusClient} that writes, does again
   * and again, the first ten are told and the rest are counted in one line; of a hundred kinds.
   */
  List<String> happenings();

  /** How many fuses have blown. */
  int blownFuses();

  /** How many exceptions the modules have answered; not those that a line's fault makes up. */
  long exceptions();
}
