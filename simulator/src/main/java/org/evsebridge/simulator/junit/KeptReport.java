package org.evsebridge.simulator.junit;

import java.nio.file.Path;

/** Stands below a test's failure and names the report of its station. */
final class KeptReport extends Exception {
  private static final long serialVersionUID = 1L;

  KeptReport(Path file) {
    super("the station's report: " + file.toAbsolutePath(), null, false, false);
  }

  /** Only the file is worth a line. */
  @Override
  public String toString() {
    return getMessage();
  }
}
