package org.evsebridge.bridge.natives;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The calls of the C library that Java has not, and their numbers on Linux. Structures are arrays
 * of bytes: JNA's own would have to be understood anew at each start. What is not there is a {@link
 * LinkageError} at the first call.
 */
public final class LibC {
  static {
    NativeLibraries.load(); // before a constant of JNA's loads its native code by itself
  }

  public static final int O_RDWR = 0x2;
  public static final int O_NOCTTY = 0x100;
  public static final int O_NONBLOCK = 0x800;
  public static final int F_SETFL = 4;
  public static final int POLLIN = 0x1;
  public static final int POLLHUP = 0x10;
  public static final int ESRCH = 3;
  public static final int EIO = 5;
  public static final int EAGAIN = 11;
  public static final int TCSANOW = 0;

  /** The clock that never goes back and counts a machine's sleep too. */
  public static final int CLOCK_BOOTTIME = 7;

  public static final int TCIOFLUSH = 2;
  public static final NativeLong TCFLSH = new NativeLong(0x540B);

  /** Bytes that the other side of a connection has not acknowledged, sent or not; see tcp(7). */
  public static final NativeLong SIOCOUTQ = new NativeLong(0x5411);

  public static final NativeLong FIONREAD = new NativeLong(0x541B);

  /** Asks a terminal for its struct winsize; sets it. */
  private static final NativeLong TIOCGWINSZ = new NativeLong(0x5413);

  private static final int WINDOW_BYTES = 8;

  /** Packet mode of a pseudo-terminal's master. */
  public static final NativeLong TIOCPKT = new NativeLong(0x5420);

  /** Asks for a struct serial_rs485. */
  public static final NativeLong TIOCGRS485 = new NativeLong(0x542E);

  public static final NativeLong TIOCGPTPEER = new NativeLong(0x5441);
  public static final NativeLong TCGETS2 = new NativeLong(0x802C542AL);
  public static final NativeLong TCSETS2 = new NativeLong(0x402C542BL);

  private static final int DEVICE_NAME = 64;
  private static final short AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int MSG_DONTWAIT = 0x40;

  static {
    Native.register(LibC.class, NativeLibrary.getProcess()); // the JVM has the C library loaded
  }

  private LibC() {}

  private static native int posix_openpt(int flags) throws LastErrorException;

  private static native int grantpt(int fd) throws LastErrorException;

  private static native int unlockpt(int fd) throws LastErrorException;

  private static native int ptsname_r(int fd, byte[] name, NativeLong length)
      throws LastErrorException;

  private static native int socket(int domain, int type, int protocol) throws LastErrorException;

  private static native NativeLong sendto(
      int fd, byte[] bytes, NativeLong length, int flags, byte[] address, int addressLength)
      throws LastErrorException;

  public static native int isatty(int fd);

  public static native int open(String path, int flags) throws LastErrorException;

  public static native int close(int fd) throws LastErrorException;

  public static native int fcntl(int fd, int command, int argument) throws LastErrorException;

  private static native int poll(byte[] fds, NativeLong count, int timeoutMillis)
      throws LastErrorException;

  private static native NativeLong read(int fd, byte[] buffer, NativeLong length)
      throws LastErrorException;

  private static native NativeLong write(int fd, byte[] buffer, NativeLong length)
      throws LastErrorException;

  public static native int ioctl(int fd, NativeLong request, int argument)
      throws LastErrorException;

  public static native int ioctl(int fd, NativeLong request, int[] argument)
      throws LastErrorException;

  public static native int ioctl(int fd, NativeLong request, byte[] argument)
      throws LastErrorException;

  public static native int tcgetattr(int fd, byte[] termios) throws LastErrorException;

  public static native int tcsetattr(int fd, int when, byte[] termios) throws LastErrorException;

  /** Signal 0 only asks whether there is such a process; one of another user gives EPERM. */
  public static native int kill(int process, int signal) throws LastErrorException;

  /** A handler of null is the system's own, SIG_DFL. */
  public static native Pointer signal(int number, Pointer handler) throws LastErrorException;

  private static native int clock_gettime(int clock, byte[] time) throws LastErrorException;

  /** A clock's time in nanoseconds. */
  public static long clock(int which) {
    byte[] time = new byte[2 * NativeLong.SIZE];
    clock_gettime(which, time);
    ByteBuffer fields = fields(time);
    return NativeLong.SIZE == Long.BYTES
        ? fields.getLong() * 1_000_000_000 + fields.getLong()
        : fields.getInt() * 1_000_000_000L + fields.getInt();
  }

  /** Reads at most as many bytes as there is room for; returns how many. */
  public static int read(int fd, byte[] buffer) {
    return read(fd, buffer, new NativeLong(buffer.length)).intValue();
  }

  /** Writes the first bytes of a buffer; returns how many the system has taken. */
  public static int write(int fd, byte[] buffer, int count) {
    return write(fd, buffer, new NativeLong(count)).intValue();
  }

  /**
   * Waits for one descriptor.
   *
   * @param events such as {@link #POLLIN}
   * @return what has come of them, and whether the other side is gone; 0 when nothing came in time
   */
  public static int poll(int fd, int events, int timeoutMillis) {
    ByteBuffer pollfd = fields(new byte[8]).putInt(fd).putShort((short) events);
    poll(pollfd.array(), new NativeLong(1), timeoutMillis);
    return pollfd.getShort();
  }

  /** Makes a pseudo-terminal that others may open; returns its master's descriptor. */
  public static int openMaster() {
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    grantpt(master);
    unlockpt(master);
    return master;
  }

  /** The device that a pseudo-terminal's users open. */
  public static String userSide(int master) {
    byte[] name = new byte[DEVICE_NAME];
    ptsname_r(master, name, new NativeLong(name.length));
    return Native.toString(name);
  }

  /**
   * Sends a datagram to a Unix socket, or loses it where there is no room for it.
   *
   * @param name the socket's path, at most 107 bytes; a first byte of 0 is Linux's abstract kind
   */
  public static void sendDatagram(byte[] name, byte[] bytes) {
    byte[] address = new byte[Short.BYTES + name.length];
    fields(address).putShort(AF_UNIX).put(name);
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    try {
      sendto(fd, bytes, new NativeLong(bytes.length), MSG_DONTWAIT, address, address.length);
    } finally {
      close(fd);
    }
  }

  /**
   * How much a terminal shows.
   *
   * @param columns characters in a line, at least 1
   * @param rows lines, 0 when that is not known
   */
  public record Window(int columns, int rows) {}

  /** That of a terminal as it is now; empty when it is not known. */
  public static Optional<Window> window(int fd) {
    ByteBuffer window = fields(new byte[WINDOW_BYTES]); // rows, columns, then pixels
    try {
      ioctl(fd, TIOCGWINSZ, window.array());
    } catch (LastErrorException e) {
      return Optional.empty();
    }
    Window size = new Window(window.getShort(Short.BYTES), window.getShort(0));
    return size.columns > 0 ? Optional.of(size) : Optional.empty();
  }

  /** The fields of a structure, in the machine's order of bytes. */
  public static ByteBuffer fields(byte[] structure) {
    return ByteBuffer.wrap(structure).order(ByteOrder.nativeOrder());
  }
}
