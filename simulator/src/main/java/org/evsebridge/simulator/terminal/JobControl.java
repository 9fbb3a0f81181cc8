package org.evsebridge.simulator.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How the shell and this program share the terminal: proc(5), and "job control" in POSIX. */
final class JobControl {
  private JobControl() {}

  /**
   * A process as the system describes it.
   *
   * @param inFront the group to which the terminal belongs, negative without a terminal
   */
  private record Stat(String parent, int group, int session, int inFront) {
    private static final int PARENT = 1;
    private static final int GROUP = 2;
    private static final int SESSION = 3;
    private static final int IN_FRONT = 5;

    static Stat of(String process) throws IOException {
      String line = Files.readString(Path.of("/proc", process, "stat"));
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      return new Stat(
          fields[PARENT],
          Integer.parseInt(fields[GROUP]),
          Integer.parseInt(fields[SESSION]),
          Integer.parseInt(fields[IN_FRONT]));
    }
  }

  /** Whether the terminal is this program's now: one in the background that sets it is stopped. */
  static boolean isInFront() {
    try {
      Stat self = Stat.of("self");
      return self.group == self.inFront;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether a shell is there to let the program go on when it has been stopped. */
  static boolean hasShell() {
    try {
      Stat self = Stat.of("self");
      Stat parent = Stat.of(self.parent);
      while (parent.group == self.group) {
        parent = Stat.of(parent.parent);
      }
      return parent.session == self.session;
    } catch (IOException e) {
      return false; // the first process has no parent
    }
  }
}
