package org.evsebridge.bridge.process;

/** How both programs end. */
public final class ExitStatus {
  /** Stopped as asked. */
  public static final int STOPPED = 0;

  /** Something failed while running. */
  public static final int FAILED = 1;

  /** Bad usage, a faulty file, or nothing left to run. */
  public static final int USAGE = 2;

  private ExitStatus() {}
}
