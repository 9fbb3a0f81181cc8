package org.evsebridge.simulator.line;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.evsebridge.bridge.natives.LibC;
import org.evsebridge.simulator.posix.Termios2;

/**
 * A virtual serial port: a pseudo-terminal whose user side is reached through a symbolic link with
 * a name that stays the same.
 *
 * <p>It behaves as the wire of a real port does: what is sent while nobody has the port open is
 * lost, and a user who does not read finds no more than a real port's buffer would have kept. No
 * descriptor of the user side is held, because that would hide whether anybody has it open, and
 * keep the exclusive mark of a program that was killed.
 *
 * <p>One thread reads; any thread may write.
 */
public final class PseudoTerminal implements AutoCloseable {
  /** What the system keeps for a serial port's user who does not read, in bytes. */
  private static final int USER_BUFFER = 4095;

  private static final byte[] NOTHING = {};
  private static final int READ_BUFFER = 4096;

  /** A closed port's poll returns at once; this is how long to rest between looks. */
  private static final long REST_NANOS = 20_000_000;

  private final int master;
  private final String device;
  private final Path link;
  private volatile boolean inUse;
  private volatile boolean closed;
  private byte[] rest = NOTHING;

  /** How many bytes {@link #hasRoom} has said there is room for. */
  private int promised;

  private PseudoTerminal(int master, String device, Path link) {
    this.master = master;
    this.device = device;
    this.link = link;
  }

  /**
   * Makes a port, raw and set to a speed.
   *
   * @param link where users find it; a stale link of an earlier run is replaced
   * @param baudrate what a user gets who sets no speed of his own
   * @throws IOException when another file stands in the link's place, or the system has no
   *     pseudo-terminal left
   */
  public static PseudoTerminal open(Path link, int baudrate) throws IOException {
    if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
      throw new IOException(
          link
              + " is a file, not the link of an earlier run: move it away or choose another --dir");
    }
    try {
      int master = LibC.openMaster();
      String device = LibC.userSide(master);
      // From the first close of the user side on, the master's POLLHUP says whether it is open.
      LibC.close(LibC.open(device, LibC.O_RDWR | LibC.O_NOCTTY));
      Termios2.of(master).raw(baudrate).set(master);
      LibC.fcntl(master, LibC.F_SETFL, LibC.O_NONBLOCK);
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, Path.of(device));
      return new PseudoTerminal(master, device, link);
    } catch (LastErrorException e) {
      throw new IOException("no pseudo-terminal for " + link + ": " + e.getMessage(), e);
    }
  }

  /** The link's name, for the log. */
  public String name() {
    return link.getFileName().toString();
  }

  /** The speed that the port's user has set, in bits a second. */
  public int baudrate() {
    return Termios2.of(master).outputSpeed();
  }

  /** Whether somebody had the port open when it was last read. */
  public boolean isInUse() {
    return inUse;
  }

  /**
   * Waits for what the user sends.
   *
   * @param timeoutMillis how long at most; a closed port waits no longer than a rest
   * @return the bytes; empty when none came
   */
  public byte[] read(int timeoutMillis) {
    int events = LibC.poll(master, LibC.POLLIN, timeoutMillis);
    if ((events & LibC.POLLIN) != 0) {
      inUse = true;
      return readNow();
    }
    if ((events & LibC.POLLHUP) != 0) {
      if (inUse) {
        inUse = false;
        forgetRest();
        LibC.ioctl(master, LibC.TCFLSH, LibC.TCIOFLUSH); // the next user finds nothing stale
      }
      LockSupport.parkNanos(REST_NANOS);
    } else {
      inUse = true;
    }
    return new byte[0];
  }

  private byte[] readNow() {
    byte[] buffer = new byte[READ_BUFFER];
    try {
      int n = LibC.read(master, buffer);
      return Arrays.copyOf(buffer, n);
    } catch (LastErrorException e) {
      if (e.getErrorCode() == LibC.EIO || e.getErrorCode() == LibC.EAGAIN) {
        return new byte[0]; // closed again meanwhile
      }
      throw e;
    }
  }

  /** Sends bytes to the user; what nobody takes is lost, as on a wire. */
  public synchronized void write(byte[] bytes) {
    if (closed || !isOpen()) {
      return;
    }
    writeNow(bytes, Math.min(bytes.length, USER_BUFFER - unread()));
  }

  /**
   * Sends bytes to the user whole or not at all. What the system does not take at once is kept and
   * goes before anything else.
   *
   * @return false when there is no room for them; true also when nobody has the port open
   */
  synchronized boolean writeWhole(byte[] bytes) {
    if (closed || !isOpen()) {
      rest = NOTHING;
      return true;
    }
    boolean isPromised = bytes.length <= promised;
    promised = 0;
    if (!isRoomFor(bytes.length) && !isPromised) {
      return false;
    }
    int taken = writeNow(bytes, bytes.length);
    boolean isTaken = taken > 0 || isPromised;
    rest = isTaken ? Arrays.copyOfRange(bytes, taken, bytes.length) : NOTHING;
    return isTaken;
  }

  /**
   * Whether {@link #writeWhole} would take so many bytes; true also when nobody has the port open.
   * The next one does then: bytes that the system is still moving to the user do not count as
   * unread yet, and would take away the room that there was a moment ago.
   */
  synchronized boolean hasRoom(int bytes) {
    boolean hasRoom = closed || !isOpen() || isRoomFor(bytes);
    promised = hasRoom ? bytes : 0;
    return hasRoom;
  }

  private boolean isRoomFor(int bytes) {
    writeRest();
    return rest.length == 0 && bytes <= USER_BUFFER - unread();
  }

  /** Goes on with what {@link #writeWhole} has kept. */
  synchronized void writeRest() {
    if (!closed && rest.length > 0) {
      rest = Arrays.copyOfRange(rest, writeNow(rest, rest.length), rest.length);
    }
  }

  /** How many of the bytes the system has taken. */
  private int writeNow(byte[] bytes, int count) {
    try {
      return count <= 0 ? 0 : LibC.write(master, bytes, count);
    } catch (LastErrorException e) {
      if (e.getErrorCode() != LibC.EAGAIN && e.getErrorCode() != LibC.EIO) {
        throw e;
      }
      return 0;
    }
  }

  private synchronized void forgetRest() {
    rest = NOTHING;
  }

  /** Whether a program has the port open. */
  private boolean isOpen() {
    return (LibC.poll(master, 0, 0) & LibC.POLLHUP) == 0;
  }

  /** What the user has not read yet; 0 where an exclusive user keeps us from looking. */
  private int unread() {
    try {
      int user =
          LibC.ioctl(master, LibC.TIOCGPTPEER, LibC.O_RDWR | LibC.O_NOCTTY | LibC.O_NONBLOCK);
      try {
        int[] count = new int[1];
        LibC.ioctl(user, LibC.FIONREAD, count);
        return count[0];
      } finally {
        LibC.close(user);
      }
    } catch (LastErrorException e) {
      return 0;
    }
  }

  /** Unplugs the port and removes its link. No thread may be inside {@link #read}. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(Path.of(device))) {
        Files.delete(link);
      }
    } catch (IOException e) {
      // Somebody else removed it: what was wanted has happened.
    }
    LibC.close(master);
  }
}
