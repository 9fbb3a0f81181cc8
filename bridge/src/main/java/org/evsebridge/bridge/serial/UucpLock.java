package org.evsebridge.bridge.serial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock file by which programs such as minicom and ser2net tell each other that a device is in
 * use: {@code /var/lock/LCK..ttyUSB0}, which holds the process's number in ten characters.
 */
public final class UucpLock {
  private static final Logger LOG = LoggerFactory.getLogger(UucpLock.class);
  private static final Path FOLDER = Path.of("/var/lock");

  /** No lock at all. */
  public static final UucpLock NONE = new UucpLock(null);

  private final Path file;

  private UucpLock(Path file) {
    this.file = file;
  }

  /**
   * Locks a device; a pseudo-terminal needs no lock.
   *
   * @throws SerialException when another program that still runs has locked it
   */
  public static UucpLock take(String device) throws SerialException {
    return take(device, FOLDER);
  }

  static UucpLock take(String device, Path folder) throws SerialException {
    if (isPseudoTerminal(device) || device.equals("/dev/tty")) {
      return NONE;
    }
    Path file = folder.resolve("LCK.." + Path.of(device).getFileName());
    byte[] content =
        String.format(Locale.ROOT, "%10d%n", ProcessHandle.current().pid())
            .getBytes(StandardCharsets.US_ASCII);
    try {
      try {
        Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (FileAlreadyExistsException e) {
        long owner = owner(file);
        if (owner != ProcessHandle.current().pid() && ProcessHandle.of(owner).isPresent()) {
          throw new SerialException(
              SerialException.Reason.IN_USE,
              device
                  + " is locked by the process "
                  + owner
                  + " in "
                  + file
                  + ": end that program, or start this one with -u");
        }
        Files.write(file, content); // its owner has ended without cleaning up
      }
      return new UucpLock(file);
    } catch (SerialException e) {
      throw e;
    } catch (IOException e) {
      throw new SerialException(
          SerialException.Reason.NOT_PERMITTED,
          "the lock file "
              + file
              + " cannot be written: give this user the right to, or start the program with -u");
    }
  }

  /** Also behind a symbolic link: every simulated station calls its ports the same. */
  private static boolean isPseudoTerminal(String device) {
    try {
      return Path.of(device).toRealPath().startsWith("/dev/pts");
    } catch (IOException e) {
      return device.startsWith("/dev/pts/"); // it is not there yet
    }
  }

  /** Who has locked it; 0, which is no process, when the file does not say. */
  private static long owner(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    try {
      return Long.parseLong(new String(content, StandardCharsets.ISO_8859_1).strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Lets go of the device. */
  public void release() {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.warn("the lock file {} cannot be removed: {}", file, e.getMessage());
    }
  }
}
