package org.evsebridge.bridge.serial;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.SerialParameters;
import org.evsebridge.bridge.natives.LibC;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Corrects on Linux what jSerialComm sets differently from ser2net on an open line. See termios(3).
 */
final class Termios {
  private static final Logger LOG = LoggerFactory.getLogger(Termios.class);
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  // struct termios: c_iflag, c_oflag, c_cflag, c_lflag, each of 32 bits, and more.
  private static final int STRUCT_BYTES = 128; // it has 60, and a struct serial_rs485 fewer
  private static final int IFLAG = 0;
  private static final int CFLAG = 8;

  private static final int IGNBRK = 0x1;
  private static final int BRKINT = 0x2;
  private static final int IGNPAR = 0x4;
  private static final int PARMRK = 0x8;
  private static final int INPCK = 0x10;
  private static final int HUPCL = 0x400;
  private static final int CLOCAL = 0x800;

  private Termios() {}

  /**
   * Puts a device right that this process has open. A break is no byte and throws nothing away that
   * was read before; a byte with the wrong parity is a byte: whoever gets it sees that it is wrong.
   */
  static void putRight(String device, SerialParameters parameters) {
    change(
        device,
        fields -> {
          fields.putInt(IFLAG, fields.getInt(IFLAG) & ~(BRKINT | IGNPAR | INPCK) | IGNBRK);
          fields.putInt(
              CFLAG,
              fields.getInt(CFLAG) & ~(HUPCL | CLOCAL)
                  | (parameters.hangupWhenDone() ? HUPCL : 0)
                  | (parameters.local() ? CLOCAL : 0));
        });
  }

  /** Has a break read as a byte 0. */
  static void hearBreaks(String device) {
    change(
        device, fields -> fields.putInt(IFLAG, fields.getInt(IFLAG) & ~(IGNBRK | BRKINT | PARMRK)));
  }

  private static void change(String device, Consumer<ByteBuffer> change) {
    try {
      for (int fd : descriptors(Path.of(device).toRealPath())) {
        byte[] termios = new byte[STRUCT_BYTES];
        LibC.tcgetattr(fd, termios);
        change.accept(LibC.fields(termios));
        LibC.tcsetattr(fd, LibC.TCSANOW, termios);
      }
    } catch (IOException | LastErrorException | LinkageError e) {
      LOG.debug("{} keeps jSerialComm's settings", device, e);
    }
  }

  /** Whether the driver of a device that this process has open has an RS485 mode, or may have. */
  static boolean drivesPair(String device) {
    try {
      for (int fd : descriptors(Path.of(device).toRealPath())) {
        LibC.ioctl(fd, LibC.TIOCGRS485, new byte[STRUCT_BYTES]);
      }
      return true;
    } catch (LastErrorException e) {
      return false;
    } catch (IOException | LinkageError e) {
      LOG.debug("{} does not tell whether it has an RS485 mode", device, e);
      return true;
    }
  }

  /** jSerialComm does not tell the descriptor of a device; the system does. */
  private static List<Integer> descriptors(Path device) throws IOException {
    if (!Files.isDirectory(OPEN_FILES)) {
      return List.of();
    }
    try (Stream<Path> open = Files.list(OPEN_FILES)) {
      return open.filter(file -> leadsTo(file, device))
          .map(file -> Integer.valueOf(file.getFileName().toString()))
          .toList();
    }
  }

  private static boolean leadsTo(Path file, Path device) {
    try {
      return Files.readSymbolicLink(file).equals(device);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }
}
