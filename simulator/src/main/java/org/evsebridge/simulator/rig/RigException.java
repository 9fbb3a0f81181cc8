package org.evsebridge.simulator.rig;

/** The rig cannot be set up; the message is one line for a person, with what to do. */
public final class RigException extends Exception {
  private static final long serialVersionUID = 1L;

  public RigException(String message) {
    super(message);
  }
}
