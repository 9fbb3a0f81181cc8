package org.evsebridge.simulator.junit;

/** A station did not do what a test waited for. */
final class NotSeen extends AssertionError {
  private static final long serialVersionUID = 1L;

  private String report = "";

  NotSeen(String message) {
    super(message);
  }

  /** The report is written only when the test is over, and this is on its way already. */
  void report(String words) {
    report = "\n" + words;
  }

  @Override
  public String getMessage() {
    return super.getMessage() + report;
  }

  /** As any other failed assertion. */
  @Override
  public String toString() {
    return AssertionError.class.getName() + ": " + getMessage();
  }
}
