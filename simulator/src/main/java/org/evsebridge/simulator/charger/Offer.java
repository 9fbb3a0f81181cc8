package org.evsebridge.simulator.charger;

import org.evsebridge.simulator.vehicle.PilotSignal;

/** The current that a module offers, as the least of all that limits it. */
record Offer(Hardware hardware, Firmware firmware, Protection protection) {
  /** What the pilot says, in amperes; 0 or 6 to 32. */
  int amperes() {
    int shown = protection.forcedState().isPresent() ? 0 : shownAmperes();
    return shown < PilotSignal.LOWEST_AMPERES ? 0 : shown;
  }

  /**
   * The same as 0x0102 shows it: 1 to 5 A are shown, though they cannot be offered, and it stays in
   * an error.
   */
  int shownAmperes() {
    if (!firmware.isRunning()) {
      return 0;
    }
    int board = Math.min(hardware.boardAmperes(), hardware.cable().amperes());
    return Math.min(firmware.limitAmperes(), Math.min(board, protection.mostAmperes()));
  }

  /** Whether the pilot has pulses, which say the current. */
  boolean hasPulses() {
    return amperes() > 0 && firmware.memory().cpLine.carriesPulses();
  }

  PilotSignal pilot() {
    CpLine line = firmware.memory().cpLine;
    return line.isCut()
        ? PilotSignal.CUT
        : new PilotSignal(true, line.carriesPulses() ? amperes() : 0);
  }
}
