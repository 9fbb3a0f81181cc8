package org.evsebridge.simulator.vehicle;

/**
 * What a car sees on the control pilot (IEC 61851).
 *
 * @param connected whether the pilot's line reaches the car; a charging point may cut it to wake
 *     one
 * @param amperes the current the pulse width allows; 0 when no pulses are sent
 */
public record PilotSignal(boolean connected, int amperes) {
  /** Less cannot be offered (IEC 61851). */
  public static final int LOWEST_AMPERES = 6;

  /** The line is cut: to the car this is as if it had been unplugged. */
  public static final PilotSignal CUT = new PilotSignal(false, 0);
}
