package org.evsebridge.bridge.serial;

import java.io.IOException;

/** A serial device that cannot be opened or was lost; the message is a sentence for a person. */
public final class SerialException extends IOException {
  // errno values of Linux, as jSerialComm passes them on.
  static final int EACCES = 13;
  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int EBUSY = 16;
  static final int EAGAIN = 11;
  static final int ENODEV = 19;
  static final int ENXIO = 6;
  static final int ENOTTY = 25;
  static final int EISDIR = 21;

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

  /**
   * @param errno as the system gave it
   */
  static SerialException cannotOpen(String path, int errno) {
    return switch (errno) {
      case ENOENT, ENODEV, ENXIO ->
          new SerialException(
              Reason.MISSING,
              path + " is not there: plug in the adapter or correct the device's name");
      case EACCES, EPERM ->
          new SerialException(
              Reason.NOT_PERMITTED,
              path + " may not be opened by this user: add the user to the group dialout");
      case EBUSY, EAGAIN ->
          new SerialException(
              Reason.IN_USE, path + " is in use by another program: end that program first");
      case ENOTTY, EISDIR ->
          new SerialException(
              Reason.UNUSABLE, path + " is no serial device: correct the device's name");
      default ->
          new SerialException(
              Reason.UNUSABLE,
              path + " cannot be used as a serial device (error " + errno + " of the system)");
    };
  }
}
