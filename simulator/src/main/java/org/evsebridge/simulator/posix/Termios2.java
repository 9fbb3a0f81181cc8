package org.evsebridge.simulator.posix;

import java.nio.ByteBuffer;
import org.evsebridge.bridge.natives.LibC;

/**
 * A terminal's settings with the speeds as plain numbers: Linux's struct termios2, four flags of 32
 * bits, a byte for the line discipline, 19 control characters, then two speeds.
 */
public final class Termios2 {
  private static final int IFLAG = 0;
  private static final int OFLAG = 4;
  private static final int CFLAG = 8;
  private static final int LFLAG = 12;
  private static final int CONTROL_CHARACTERS = 17;
  private static final int ISPEED = 36;
  private static final int OSPEED = 40;
  private static final int BYTES = 44;

  private static final int CBAUD = 0x100F;
  private static final int BOTHER = 0x1000;
  private static final int ICANON = 0x2;
  private static final int ECHO = 0x8;
  private static final int VTIME = 5;
  private static final int VMIN = 6;

  private final byte[] structure = new byte[BYTES];
  private final ByteBuffer fields = LibC.fields(structure);

  private Termios2() {}

  /** Those of an open terminal now. */
  public static Termios2 of(int fd) {
    Termios2 settings = new Termios2();
    LibC.ioctl(fd, LibC.TCGETS2, settings.structure);
    return settings;
  }

  /** Gives them to a terminal. */
  public void set(int fd) {
    LibC.ioctl(fd, LibC.TCSETS2, structure);
  }

  /** In bits a second. */
  public int outputSpeed() {
    return fields.getInt(OSPEED);
  }

  /** Bytes pass as they are, at this speed. */
  public Termios2 raw(int baudrate) {
    fields.putInt(IFLAG, 0).putInt(OFLAG, 0).putInt(LFLAG, 0);
    fields.put(CONTROL_CHARACTERS + VMIN, (byte) 1).put(CONTROL_CHARACTERS + VTIME, (byte) 0);
    fields.putInt(CFLAG, fields.getInt(CFLAG) & ~CBAUD | BOTHER);
    fields.putInt(ISPEED, baudrate).putInt(OSPEED, baudrate);
    return this;
  }

  /** Keys come one by one and are not shown. */
  public Termios2 singleKeys() {
    fields.putInt(LFLAG, fields.getInt(LFLAG) & ~(ICANON | ECHO));
    return this;
  }
}
