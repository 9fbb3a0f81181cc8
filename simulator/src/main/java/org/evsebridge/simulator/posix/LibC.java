package org.evsebridge.simulator.posix;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import org.evsebridge.bridge.natives.NativeLibraries;

/** The calls of the C library that terminals need (Linux). */
public final class LibC {
  public static final int O_RDWR = 0x2;
  public static final int O_NOCTTY = 0x100;
  public static final int O_NONBLOCK = 0x800;
  public static final int F_SETFL = 4;
  public static final short POLLIN = 0x1;
  public static final short POLLHUP = 0x10;
  public static final int EIO = 5;
  public static final int EAGAIN = 11;
  public static final NativeLong TCFLSH = new NativeLong(0x540B);
  public static final NativeLong FIONREAD = new NativeLong(0x541B);
  public static final NativeLong TIOCGPTPEER = new NativeLong(0x5441);
  public static final NativeLong TCGETS2 = new NativeLong(0x802C542AL);
  public static final NativeLong TCSETS2 = new NativeLong(0x402C542BL);
  public static final int TCIOFLUSH = 2;

  static {
    NativeLibraries.load();
    Native.register(LibC.class, "c");
  }

  public static final int ICANON = 0x2;
  public static final int ECHO = 0x8;

  private LibC() {}

  /** struct pollfd. */
  @FieldOrder({"fd", "events", "revents"})
  public static final class PollFd extends Structure {
    public int fd;
    public short events;
    public short revents;
  }

  /** struct termios2: the terminal's settings with the speeds as plain numbers. */
  @FieldOrder({"iflag", "oflag", "cflag", "lflag", "line", "cc", "ispeed", "ospeed"})
  public static final class Termios2 extends Structure {
    public static final int CBAUD = 0x100F;
    public static final int BOTHER = 0x1000;
    public static final int VTIME = 5;
    public static final int VMIN = 6;

    public int iflag;
    public int oflag;
    public int cflag;
    public int lflag;
    public byte line;
    public byte[] cc = new byte[19];
    public int ispeed;
    public int ospeed;
  }

  public static native int posix_openpt(int flags) throws LastErrorException;

  public static native int grantpt(int fd) throws LastErrorException;

  public static native int unlockpt(int fd) throws LastErrorException;

  public static native int isatty(int fd);

  public static native int ptsname_r(int fd, byte[] name, NativeLong length)
      throws LastErrorException;

  public static native int open(String path, int flags) throws LastErrorException;

  public static native int close(int fd) throws LastErrorException;

  public static native int fcntl(int fd, int command, int argument) throws LastErrorException;

  public static native int poll(PollFd fds, NativeLong count, int timeoutMillis)
      throws LastErrorException;

  public static native NativeLong read(int fd, byte[] buffer, NativeLong length)
      throws LastErrorException;

  public static native NativeLong write(int fd, byte[] buffer, NativeLong length)
      throws LastErrorException;

  public static native int ioctl(int fd, NativeLong request, int argument)
      throws LastErrorException;

  public static native int ioctl(int fd, NativeLong request, int[] argument)
      throws LastErrorException;

  public static native int ioctl(int fd, NativeLong request, Termios2 argument)
      throws LastErrorException;
}
