package org.evsebridge.simulator.scenario;

/** A word of a scenario that is known, with a value that is none; the message says why. */
final class WrongValue extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongValue(String why) {
    super(why);
  }
}
