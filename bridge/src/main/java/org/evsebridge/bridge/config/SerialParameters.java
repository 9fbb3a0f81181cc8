package org.evsebridge.bridge.config;

import java.util.Optional;

/**
 * All that can be set about a serial line.
 *
 * @param local whether the modem lines are ignored
 * @param rtscts flow control by the lines RTS and CTS
 * @param xonxoff flow control by the characters XON and XOFF
 * @param hangupWhenDone whether DTR and RTS go down when the device is closed
 * @param dtr how to set DTR at the opening; empty leaves it to the system, which raises it
 * @param rts how to set RTS at the opening
 * @param rs485 how a line with one pair for both directions is driven; empty for an ordinary one
 * @param uucpLock whether a lock file tells other programs that the device is in use
 */
public record SerialParameters(
    SerialSettings settings,
    boolean local,
    boolean rtscts,
    boolean xonxoff,
    boolean hangupWhenDone,
    Optional<Boolean> dtr,
    Optional<Boolean> rts,
    Optional<Rs485> rs485,
    boolean uucpLock) {
  /** An ordinary line with these settings, without flow control. */
  public static SerialParameters of(SerialSettings settings) {
    return new SerialParameters(
        settings,
        true,
        false,
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  public SerialParameters with(SerialSettings other) {
    return new SerialParameters(
        other, local, rtscts, xonxoff, hangupWhenDone, dtr, rts, rs485, uucpLock);
  }

  public SerialParameters with(Optional<Rs485> mode) {
    return new SerialParameters(
        settings, local, rtscts, xonxoff, hangupWhenDone, dtr, rts, mode, uucpLock);
  }

  public SerialParameters withModemLines(Optional<Boolean> setDtr, Optional<Boolean> setRts) {
    return new SerialParameters(
        settings, local, rtscts, xonxoff, hangupWhenDone, setDtr, setRts, rs485, uucpLock);
  }

  public SerialParameters withFlow(boolean byLines, boolean byCharacters) {
    return new SerialParameters(
        settings, local, byLines, byCharacters, hangupWhenDone, dtr, rts, rs485, uucpLock);
  }

  /**
   * Whether two lines with these parameters are electrically alike. Locking and closing do not
   * matter; a modem line that is left alone is up.
   */
  public boolean isSameLineAs(SerialParameters other) {
    return line().equals(other.line()) && rs485.equals(other.rs485);
  }

  /** How the line is set, for a person: {@code 9600 7E1, rtscts, dtr off}. */
  public String line() {
    return settings
        + (rtscts ? ", rtscts" : "")
        + (xonxoff ? ", xonxoff" : "")
        + (dtr.orElse(true) ? "" : ", dtr off")
        + (rts.orElse(true) ? "" : ", rts off")
        + (rs485.isPresent() ? ", rs485" : "");
  }

  /** As ser2net shows an open line in a banner's {@code \B}: {@code ,9600N81,CLOCAL}. */
  public String shown() {
    return ","
        + settings.baudrate()
        + settings.parity().name().charAt(0)
        + settings.dataBits()
        + settings.stopBits()
        + (xonxoff ? ",XONXOFF" : "")
        + (rtscts ? ",RTSCTS" : "")
        + (local ? ",CLOCAL" : "")
        + (hangupWhenDone ? ",HANGUP_WHEN_DONE" : "");
  }
}
