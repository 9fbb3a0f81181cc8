package org.evsebridge.bridge.testing;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * A pseudo-terminal as the far end of a serial line: the program under test opens {@link #path},
 * the test speaks as the device.
 */
public final class Pty implements AutoCloseable {
  private static final int O_RDWR = 2;
  private static final int O_NOCTTY = 0x100;
  private static final short POLLIN = 1;
  private static final short POLLHUP = 0x10;
  private static final int EIO = 5;
  private static final int NAME_LENGTH = 64;
  private static final int TIOCPKT = 0x5420;
  private static final int TIOCPKT_FLUSHWRITE = 2;

  private final int master;
  private final String path;

  /** The system's calls, mapped directly: a benchmark's slave lives here too. */
  private static final class LibC {
    static {
      Native.register(LibC.class, "c");
    }

    static native int posix_openpt(int flags) throws LastErrorException;

    static native int grantpt(int fd) throws LastErrorException;

    static native int unlockpt(int fd) throws LastErrorException;

    static native int ptsname_r(int fd, byte[] name, NativeLong length) throws LastErrorException;

    static native int poll(byte[] fds, NativeLong count, int millis) throws LastErrorException;

    static native NativeLong read(int fd, byte[] buffer, NativeLong length)
        throws LastErrorException;

    static native NativeLong write(int fd, byte[] buffer, NativeLong length)
        throws LastErrorException;

    static native int ioctl(int fd, NativeLong request, int[] value) throws LastErrorException;

    static native int close(int fd) throws LastErrorException;

    static native int tcgetattr(int fd, byte[] termios) throws LastErrorException;
  }

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
    int master = LibC.posix_openpt(O_RDWR | O_NOCTTY);
    LibC.grantpt(master);
    LibC.unlockpt(master);
    byte[] name = new byte[NAME_LENGTH];
    LibC.ptsname_r(master, name, new NativeLong(name.length));
    return new Pty(master, Native.toString(name));
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
    ByteBuffer termios = ByteBuffer.allocate(128).order(ByteOrder.nativeOrder());
    LibC.tcgetattr(master, termios.array());
    return Line.of(termios.getInt(), termios.getInt(), termios.getInt(), termios.getInt());
  }

  /** Whether the program under test has the device open; true also before it ever had. */
  public boolean isOpen() {
    return (poll((short) 0, 0) & POLLHUP) == 0;
  }

  /**
   * From now on {@link #read} gives packets: a byte of what happened, 0 for data, then the data.
   */
  public void sendPackets() {
    LibC.ioctl(master, new NativeLong(TIOCPKT), new int[] {1});
  }

  /** Whether a packet says that what the program under test wrote has been thrown away. */
  public static boolean isFlush(byte[] packet) {
    return packet.length > 0 && (packet[0] & TIOCPKT_FLUSHWRITE) != 0;
  }

  /** What the program under test wrote; empty when nothing came in time, or nobody has it open. */
  public byte[] read(Duration timeout) {
    if ((poll(POLLIN, Math.toIntExact(timeout.toMillis())) & POLLIN) == 0) {
      return new byte[0];
    }
    byte[] buffer = new byte[4096];
    int n = LibC.read(master, buffer, new NativeLong(buffer.length)).intValue();
    return Arrays.copyOf(buffer, n);
  }

  /**
   * What the program under test wrote, as {@link #read}, but with one call of the system and for as
   * long as it takes; empty at once when nobody has it open.
   */
  public byte[] readBlocking() {
    byte[] buffer = new byte[4096];
    try {
      int n = LibC.read(master, buffer, new NativeLong(buffer.length)).intValue();
      return Arrays.copyOf(buffer, n);
    } catch (LastErrorException e) {
      if (e.getErrorCode() == EIO) {
        return new byte[0];
      }
      throw e;
    }
  }

  /** Waits for events of the master, as a struct pollfd names them, and returns those that came. */
  private short poll(short events, int millis) {
    ByteBuffer fd = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
    fd.putInt(master).putShort(events);
    LibC.poll(fd.array(), new NativeLong(1), millis);
    return fd.getShort(6);
  }

  public void write(byte[] bytes) {
    int done = 0;
    while (done < bytes.length) {
      byte[] rest = done == 0 ? bytes : Arrays.copyOfRange(bytes, done, bytes.length);
      done += LibC.write(master, rest, new NativeLong(rest.length)).intValue();
    }
  }

  /** Unplugs the device. No other thread may be inside {@link #read}: it would keep it alive. */
  @Override
  public void close() {
    LibC.close(master);
  }
}
