package org.evsebridge.simulator;

import org.evsebridge.bridge.process.Signals;
import org.evsebridge.bridge.serial.SerialDevice;

/** The signal that comes when the program's terminal is closed. */
final class Hangup {
  private Hangup() {}

  /**
   * Makes the signal end the program, unless it was started with nohup. The native libraries are
   * loaded first, because loading them makes the process ignore the signal.
   */
  static void endsBy(Runnable stop) {
    if (isWantedAfterLoading(stop)) {
      Signals.on("HUP", stop);
    }
  }

  /** Loads the native libraries and lets the signal end the program as it did before. */
  static void survivesLoading() {
    isWantedAfterLoading(() -> {});
  }

  private static boolean isWantedAfterLoading(Runnable meanwhile) {
    boolean wanted = Signals.on("HUP", meanwhile);
    SerialDevice.loadLibrary();
    if (wanted) {
      Signals.stopIgnoring("HUP");
    }
    return wanted;
  }
}
