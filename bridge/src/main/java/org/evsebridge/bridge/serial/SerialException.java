package org.evsebridge.bridge.serial;

import java.io.IOException;

/** A serial device that cannot be opened or was lost; the message is a sentence for a person. */
public final class SerialException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** No such device: not plugged in, or a wrong name. */
    MISSING,
    /** This user may not open it. */
    NOT_PERMITTED,
    /** Another program has it. */
    IN_USE,
    /** It was open and went away. */
    LOST,
    /** It refused the settings, or is no serial device. */
    UNUSABLE
  }

  private final Reason reason;

  public SerialException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
