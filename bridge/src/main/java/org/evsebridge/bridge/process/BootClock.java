package org.evsebridge.bridge.process;

import com.sun.jna.LastErrorException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.natives.LibC;

/** Time since the machine's start, its sleep included, so that who slept sees that time passed. */
public final class BootClock {
  private BootClock() {}

  /**
   * A clock in milliseconds that never goes back; the JVM's, without sleep, where there is none.
   */
  public static LongSupplier millis() {
    try {
      LibC.clock(LibC.CLOCK_BOOTTIME);
      return () -> TimeUnit.NANOSECONDS.toMillis(LibC.clock(LibC.CLOCK_BOOTTIME));
    } catch (LastErrorException | LinkageError e) {
      return () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
  }
}
