package org.evsebridge.simulator.terminal;

import com.sun.jna.LastErrorException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.natives.LibC;
import org.evsebridge.bridge.process.Signals;
import org.evsebridge.bridge.process.Threads;
import org.evsebridge.simulator.posix.Termios2;

/**
 * Single keys of the terminal that the program was started in: no Enter needed, nothing echoed;
 * Ctrl-C still ends the program. Only while the program is in front: the shell gets the terminal as
 * it was when Ctrl-Z stops the program, a program in the background leaves it alone, and {@code fg}
 * brings the keys back. The terminal is as before after {@link #close}.
 */
public final class Keyboard implements AutoCloseable {
  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final int SIGSTOP = 19;

  /** So often the program looks whether it is in front and still wants keys. */
  private static final int LOOK_MILLIS = 500;

  private final User user;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** How the terminal was when the program took it; empty while it has not. */
  private Optional<Termios2> before = Optional.empty();

  /** Who gets the keys. Called from several threads, one at a time but for the keys. */
  public interface User {
    /** A character that was pressed. */
    void pressed(int key);

    /** The terminal is the program's, for the first time or again. */
    void taken();

    /** The terminal is somebody else's from now on. */
    void left();
  }

  private Keyboard(User user) {
    this.user = user;
  }

  /** Whether what goes to standard error appears on a terminal, as the log does. */
  public static boolean isErrorShown() {
    return LibC.isatty(STDERR) == 1;
  }

  /** Whether what goes to standard output appears on a terminal. */
  public static boolean isOutputShown() {
    return LibC.isatty(STDOUT) == 1;
  }

  /** Whether a person sits at both ends: keys come from a terminal and output goes to one. */
  public static boolean isTerminal() {
    return LibC.isatty(STDIN) == 1 && isOutputShown();
  }

  /** Starts listening, on a thread of the keyboard's own. */
  public static Keyboard listen(User user) {
    Keyboard keyboard = new Keyboard(user);
    Signals.ignore("TTIN"); // a read in the background fails, and does not stop the program
    Signals.on("TSTP", keyboard::stop);
    Signals.on("CONT", keyboard::goOn);
    Threads.daemon("keyboard", keyboard::read).start();
    return keyboard;
  }

  private void read() {
    KeyFilter keys = new KeyFilter(user::pressed);
    byte[] some = new byte[64];
    try {
      while (!closed.await(0, TimeUnit.MILLISECONDS)) {
        if (!take()) {
          closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
          continue;
        }
        int events = awaitKey();
        if ((events & LibC.POLLIN) != 0 && take()) {
          int count = read(some);
          for (int i = 0; i < count; i++) {
            keys.accept(some[i]);
          }
        } else if (events != 0) {
          return; // the terminal is gone, and with it whoever could press a key
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What has come of the terminal; 0 when nothing did in time, or a signal came. */
  private static int awaitKey() {
    try {
      return LibC.poll(STDIN, LibC.POLLIN, LOOK_MILLIS);
    } catch (LastErrorException e) {
      return 0;
    }
  }

  /** Reads nothing where the shell has just taken the terminal back. */
  private static int read(byte[] some) {
    try {
      return LibC.read(STDIN, some);
    } catch (LastErrorException e) {
      return 0;
    }
  }

  private synchronized boolean take() {
    if (closed.getCount() == 0 || !JobControl.isInFront()) {
      return false;
    }
    if (before.isEmpty()) {
      try {
        before = Optional.of(Termios2.of(STDIN));
        Termios2.of(STDIN).singleKeys().set(STDIN);
      } catch (LastErrorException e) {
        return false; // no terminal any more
      }
      user.taken();
    }
    return true;
  }

  private void give() {
    try {
      if (before.isPresent() && JobControl.isInFront()) {
        before.get().set(STDIN);
      }
    } catch (LastErrorException e) {
      // The terminal is gone; there is nothing to put back.
    }
    before = Optional.empty();
  }

  /** Ctrl-Z. Without a shell nothing happens, as with any program: who would wake it? */
  private synchronized void stop() {
    if (JobControl.hasShell()) {
      user.left();
      give();
      LibC.kill(Math.toIntExact(ProcessHandle.current().pid()), SIGSTOP);
    }
  }

  /** A shell may have given the terminal its own settings meanwhile. */
  private synchronized void goOn() {
    before = Optional.empty();
    if (!take()) {
      user.left();
    }
  }

  @Override
  public synchronized void close() {
    closed.countDown();
    user.left();
    give();
  }
}
