package org.evsebridge.simulator.posix;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.util.function.IntConsumer;
import org.evsebridge.bridge.natives.LibC;
import org.evsebridge.bridge.process.Threads;

/**
 * Single keys of the terminal that the program was started in: no Enter needed, nothing echoed;
 * Ctrl-C still ends the program. The terminal is as before after {@link #close}.
 */
public final class Keyboard implements AutoCloseable {
  private static final int STDIN = 0;
  private static final int STDOUT = 1;

  private final Termios2 before;

  private Keyboard(Termios2 before) {
    this.before = before;
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
    Threads.daemon("keyboard", () -> read(pressed)).start();
    return new Keyboard(before);
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
