package org.evsebridge.simulator;

import org.evsebridge.bridge.process.Signals;
import org.evsebridge.bridge.serial.SerialDevice;

/** The signal that comes when the program's terminal is closed. */
final class Hangup {
  private Hangup() {}

  /**
   * Makes the signal end the program, unless it was started with nohup. The serial library is
   * loaded first, because loading it makes the process ignore the signal.
   */
  static void endsBy(Runnable stop) {
    boolean wanted = Signals.on("HUP", stop);
    SerialDevice.loadLibrary();
    if (wanted) {
      Signals.stopIgnoring("HUP");
      Signals.on("HUP", stop);
    }
  }
}
