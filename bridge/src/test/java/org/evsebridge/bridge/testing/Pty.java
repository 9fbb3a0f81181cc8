package org.evsebridge.bridge.testing;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import java.io.IOException;
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
  private static final int NAME_LENGTH = 64;

  private final int master;
  private final String path;

  private interface LibC extends Library {
    LibC LIB = Native.load("c", LibC.class);

    int posix_openpt(int flags) throws LastErrorException;

    int grantpt(int fd) throws LastErrorException;

    int unlockpt(int fd) throws LastErrorException;

    int ptsname_r(int fd, byte[] name, NativeLong length) throws LastErrorException;

    int poll(PollFd fd, NativeLong count, int timeoutMillis) throws LastErrorException;

    NativeLong read(int fd, byte[] buffer, NativeLong length) throws LastErrorException;

    NativeLong write(int fd, byte[] buffer, NativeLong length) throws LastErrorException;

    int close(int fd) throws LastErrorException;
  }

  /** struct pollfd. */
  @FieldOrder({"fd", "events", "revents"})
  public static final class PollFd extends Structure {
    public int fd;
    public short events;
    public short revents;
  }

  private Pty(int master, String path) {
    this.master = master;
    this.path = path;
  }

  public static Pty open() {
    int master = LibC.LIB.posix_openpt(O_RDWR | O_NOCTTY);
    LibC.LIB.grantpt(master);
    LibC.LIB.unlockpt(master);
    byte[] name = new byte[NAME_LENGTH];
    LibC.LIB.ptsname_r(master, name, new NativeLong(name.length));
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

  /** Whether the program under test has the device open; true also before it ever had. */
  public boolean isOpen() {
    PollFd fd = new PollFd();
    fd.fd = master;
    LibC.LIB.poll(fd, new NativeLong(1), 0);
    return (fd.revents & POLLHUP) == 0;
  }

  /** What the program under test wrote; empty when nothing came in time, or nobody has it open. */
  public byte[] read(Duration timeout) {
    PollFd fd = new PollFd();
    fd.fd = master;
    fd.events = POLLIN;
    LibC.LIB.poll(fd, new NativeLong(1), Math.toIntExact(timeout.toMillis()));
    if ((fd.revents & POLLIN) == 0) {
      return new byte[0];
    }
    byte[] buffer = new byte[4096];
    int n = LibC.LIB.read(master, buffer, new NativeLong(buffer.length)).intValue();
    return Arrays.copyOf(buffer, n);
  }

  public void write(byte[] bytes) {
    int done = 0;
    while (done < bytes.length) {
      byte[] rest = Arrays.copyOfRange(bytes, done, bytes.length);
      done += LibC.LIB.write(master, rest, new NativeLong(rest.length)).intValue();
    }
  }

  /** Unplugs the device. No other thread may be inside {@link #read}: it would keep it alive. */
  @Override
  public void close() {
    LibC.LIB.close(master);
  }
}
