package org.evsebridge.bridge.testing;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.evsebridge.bridge.natives.LibC;

/**
 * A pseudo-terminal as the far end of a serial line: the program under test opens {@link #path},
 * the test speaks as the device.
 */
public final class Pty implements AutoCloseable {
  private static final int TIOCPKT_FLUSHWRITE = 2;

  private final int master;
  private final String path;
  private boolean closed;

  /** How the line is set: the flags of termios(3) that do something on a raw line, in octal. */
  public record Line(String input, String output, String control, String local) {
    // What is cut out: bit 7 of seven bits, which a pseudo-terminal alone leaves on (ISTRIP), and
    // what needs output processing or a line editor.
    private static Line of(int input, int output, int control, int local) {
      return new Line(octal(input & ~040), octal(output & 01), octal(control), octal(local & 0113));
    }

    private static String octal(int flags) {
      return Integer.toOctalString(flags);
    }
  }

  private Pty(int master, String path) {
    this.master = master;
    this.path = path;
  }

  public static Pty open() {
    int master = LibC.openMaster();
    return new Pty(master, LibC.userSide(master));
  }

  /** The device that the program under test opens. */
  public String path() {
    return path;
  }

  /** Makes a symbolic link to the device, in the place of one that is there. */
  public Path linkAs(Path link) throws IOException {
    Files.deleteIfExists(link);
    return Files.createSymbolicLink(link, Path.of(path));
  }

  /** How the program under test has set the line. */
  public Line line() {
    ByteBuffer termios = LibC.fields(new byte[128]);
    LibC.tcgetattr(master, termios.array());
    return Line.of(termios.getInt(), termios.getInt(), termios.getInt(), termios.getInt());
  }

  /** Whether the program under test has the device open; true also before it ever had. */
  public boolean isOpen() {
    return (LibC.poll(master, 0, 0) & LibC.POLLHUP) == 0;
  }

  /**
   * From now on {@link #read} gives packets: a byte of what happened, 0 for data, then the data.
   */
  public void sendPackets() {
    LibC.ioctl(master, LibC.TIOCPKT, new int[] {1});
  }

  /** Whether a packet says that what the program under test wrote has been thrown away. */
  public static boolean isFlush(byte[] packet) {
    return packet.length > 0 && (packet[0] & TIOCPKT_FLUSHWRITE) != 0;
  }

  /** What the program under test wrote; empty when nothing came in time, or nobody has it open. */
  public byte[] read(Duration timeout) {
    if ((LibC.poll(master, LibC.POLLIN, Math.toIntExact(timeout.toMillis())) & LibC.POLLIN) == 0) {
      return new byte[0];
    }
    byte[] buffer = new byte[4096];
    int n = LibC.read(master, buffer);
    return Arrays.copyOf(buffer, n);
  }

  /**
   * What the program under test wrote, as {@link #read}, but with one call of the system and for as
   * long as it takes; empty at once when nobody has it open.
   */
  public byte[] readBlocking() {
    byte[] buffer = new byte[4096];
    try {
      int n = LibC.read(master, buffer);
      return Arrays.copyOf(buffer, n);
    } catch (LastErrorException e) {
      if (e.getErrorCode() == LibC.EIO) {
        return new byte[0];
      }
      throw e;
    }
  }

  public void write(byte[] bytes) {
    int done = 0;
    while (done < bytes.length) {
      byte[] rest = done == 0 ? bytes : Arrays.copyOfRange(bytes, done, bytes.length);
      done += LibC.write(master, rest, rest.length);
    }
  }

  /**
   * Unplugs the device, once: the number of what is closed is soon that of somebody else's file. No
   * other thread may be inside {@link #read}: it would keep it alive.
   */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      LibC.close(master);
    }
  }
}
