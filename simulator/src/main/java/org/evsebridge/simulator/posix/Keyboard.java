package org.evsebridge.simulator.posix;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import org.evsebridge.bridge.natives.LibC;
import org.evsebridge.bridge.process.Signals;
import org.evsebridge.bridge.process.Threads;

/**
 * Single keys of the terminal that the program was started in: no Enter needed, nothing echoed;
 * Ctrl-C still ends the program. The terminal is as before after {@link #close}.
 */
public final class Keyboard implements AutoCloseable {
  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final int DEFAULT_COLUMNS = 80;

  /** Of /proc/self/stat: behind the program's name come its state, parent and group. */
  private static final int GROUP = 2;

  private static final int GROUP_IN_FRONT = 5;

  private final Termios2 before;

  private Keyboard(Termios2 before) {
    this.before = before;
  }

  /** Whether what goes to standard error appears on a terminal, as the log does. */
  public static boolean isErrorShown() {
    return LibC.isatty(STDERR) == 1;
  }

  /** Whether a person sits at both ends: keys come from a terminal and output goes to one. */
  public static boolean isTerminal() {
    return LibC.isatty(STDIN) == 1 && LibC.isatty(STDOUT) == 1;
  }

  /**
   * Starts listening.
   *
   * @param pressed gets each character, on a thread of the keyboard's own
   */
  public static Keyboard listen(IntConsumer pressed) {
    Termios2 before = Termios2.of(STDIN);
    Termios2.of(STDIN).singleKeys().set(STDIN);
    // A shell gives the terminal its own settings when the program is stopped, and may leave them.
    Signals.on("CONT", Keyboard::takeTerminalBack);
    Threads.daemon("keyboard", () -> read(pressed)).start();
    return new Keyboard(before);
  }

  /** How many characters a line of the terminal holds. */
  public static int columns() {
    return LibC.columns(STDOUT).orElse(DEFAULT_COLUMNS);
  }

  private static void takeTerminalBack() {
    try {
      if (isInFront()) {
        Termios2.of(STDIN).singleKeys().set(STDIN);
      }
    } catch (IOException | LastErrorException e) {
      return; // no terminal any more
    }
  }

  /** Whether the terminal is this program's: one in the background that sets it is stopped. */
  private static boolean isInFront() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return fields[GROUP].equals(fields[GROUP_IN_FRONT]);
  }

  private static void read(IntConsumer pressed) {
    try {
      for (int key = System.in.read(); key >= 0; key = System.in.read()) {
        pressed.accept(key);
      }
    } catch (IOException e) {
      // The terminal is gone, and with it whoever could press a key.
    }
  }

  @Override
  public void close() {
    try {
      before.set(STDIN);
    } catch (LastErrorException e) {
      // The terminal is gone; there is nothing to put back.
    }
  }
}
