package org.evsebridge.simulator.scenario;

/** A text of a scenario that means nothing here; the message says why, and what would. */
final class WrongValue extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  WrongValue(String why) {
    super(why);
  }
}
