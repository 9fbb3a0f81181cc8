package org.evsebridge.simulator.junit;

import java.util.Optional;
import org.evsebridge.simulator.report.Verdict;

/** A station did not do what a test waited for. */
final class NotSeen extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final transient Verdict verdict;
  private String report = "";

  /**
   * @param situation how the station stands
   */
  NotSeen(Verdict verdict, String situation) {
    super(verdict.expected() + ": " + verdict.seen() + "\n" + situation);
    this.verdict = verdict;
  }

  /** What was expected and what was seen; empty in another JVM than that of the test. */
  Optional<Verdict> verdict() {
    return Optional.ofNullable(verdict);
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
