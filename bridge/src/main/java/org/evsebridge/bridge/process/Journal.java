package org.evsebridge.bridge.process;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * systemd's journal, where standard error may go: it has time stamps of its own and takes a line's
 * priority from {@code <3>} before it, as in sd-daemon(3).
 */
final class Journal {
  private static final String ERROR = "<3>";

  private Journal() {}

  /** Whether what this program writes to standard error goes straight into the journal. */
  static boolean isStandardError() {
    String journal = System.getenv("JOURNAL_STREAM"); // device:inode of its socket
    if (journal == null) {
      return false;
    }
    try {
      Map<String, Object> file = Files.readAttributes(Path.of("/proc/self/fd/2"), "unix:dev,ino");
      return journal.equals(file.get("dev") + ":" + file.get("ino"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Standard error, each line of which is an error. */
  static PrintWriter errors() {
    return new PrintWriter(System.err, true) {
      @Override
      public void println(String line) {
        super.println(ERROR + line);
      }

      @Override
      public void println(Object line) {
        println(String.valueOf(line));
      }
    };
  }
}
