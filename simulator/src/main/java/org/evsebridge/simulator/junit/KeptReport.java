package org.evsebridge.simulator.junit;

import java.nio.file.Path;

/** Stands below a test's failure and names the report of its station. */
final class KeptReport extends Exception {
  private static final long serialVersionUID = 1L;

  private KeptReport(Path file) {
    super(words(file), null, false, false);
  }

  private static String words(Path file) {
    return "the station's report: " + file;
  }

  /** Names the report: in the message of a failure of ours, below that of others. */
  static void name(Path file, Throwable failure) {
    if (failure instanceof NotSeen ours) {
      ours.report(words(file));
    } else {
      failure.addSuppressed(new KeptReport(file));
    }
  }

  /** Only the file is worth a line. */
  @Override
  public String toString() {
    return getMessage();
  }
}
