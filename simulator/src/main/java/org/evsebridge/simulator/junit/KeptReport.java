package org.evsebridge.simulator.junit;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.evsebridge.simulator.report.Verdict;

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

  /** What the report says of a failure. */
  static Verdict verdict(Throwable failure, Class<?> test) {
    Optional<Verdict> ours =
        failure instanceof NotSeen notSeen ? notSeen.verdict() : Optional.empty();
    return ours.orElseGet(() -> Verdict.of("the test itself", false, words(failure, test)));
  }

  /** A failure that is not of the station, with the line of the test. */
  private static String words(Throwable failure, Class<?> test) {
    String where =
        Arrays.stream(failure.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith(test.getName()))
            .findFirst()
            .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
            .orElse("");
    String message = failure.getMessage() == null ? "" : ": " + failure.getMessage().strip();
    return failure.getClass().getSimpleName() + where + message.replaceAll("\\s+", " ");
  }

  /** Only the file is worth a line. */
  @Override
  public String toString() {
    return getMessage();
  }
}
