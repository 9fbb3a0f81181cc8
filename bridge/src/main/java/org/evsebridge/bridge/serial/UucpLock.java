package org.evsebridge.bridge.serial;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.evsebridge.bridge.config.FileNames;
import org.evsebridge.bridge.natives.LibC;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock file by which programs such as minicom and ser2net tell each other that a device is in
 * use: {@code /var/lock/LCK..ttyUSB0}, which holds the process's number in ten characters.
 */
public final class UucpLock {
  private static final Logger LOG = LoggerFactory.getLogger(UucpLock.class);

  /** Where the lock files are. */
  public static final Path FOLDER = Path.of("/var/lock");

  /** No lock at all. */
  public static final UucpLock NONE = new UucpLock(Optional.empty(), Optional.empty());

  /** The devices that this program has locked. */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Optional<Path> device;
  private final Optional<Path> file;

  private UucpLock(Optional<Path> device, Optional<Path> file) {
    this.device = device;
    this.file = file;
  }

  /**
   * Whether a device of this name is never locked, as in ser2net: what is named as a
   * pseudo-terminal.
   */
  public static boolean isExempt(String device) {
    return device.startsWith("/dev/pts/") || device.equals("/dev/tty");
  }

  /**
   * Locks a device for this program and, unless it is a pseudo-terminal, for all others.
   *
   * @throws SerialException when it is locked, by a program that still runs or by this one
   */
  public static UucpLock take(String device) throws SerialException {
    return take(device, FOLDER);
  }

  static UucpLock take(String device, Path folder) throws SerialException {
    if (isExempt(device)) {
      return NONE;
    }
    Path real = FileNames.real(device);
    if (!OURS.add(real)) {
      throw new SerialException(
          SerialException.Reason.IN_USE,
          device + " is in use by another connection of this program, with other settings");
    }
    try {
      // Every simulated station calls its ports the same: behind a link there is no lock file.
      boolean needsFile = !isExempt(real.toString());
      return new UucpLock(
          Optional.of(real), needsFile ? Optional.of(writeFile(device, folder)) : Optional.empty());
    } catch (SerialException e) {
      OURS.remove(real);
      throw e;
    }
  }

  private static Path writeFile(String device, Path folder) throws SerialException {
    Path file = folder.resolve("LCK.." + Path.of(device).getFileName());
    byte[] content =
        String.format(Locale.ROOT, "%10d%n", ProcessHandle.current().pid())
            .getBytes(StandardCharsets.US_ASCII);
    try {
      try {
        Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (FileAlreadyExistsException e) {
        long owner = owner(file);
        if (owner != ProcessHandle.current().pid() && isAlive(owner)) {
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
      return file;
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

  /**
   * The live process that has locked a device for others, if any; takes no lock.
   *
   * @param device one of the device's names
   * @param folder where the lock files are
   */
  public static OptionalLong holder(String device, Path folder) {
    try {
      long owner = owner(folder.resolve("LCK.." + Path.of(device).getFileName()));
      return isAlive(owner) ? OptionalLong.of(owner) : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty(); // no lock, or none that can be read
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

  /**
   * Whether a process may still run. Only ESRCH of kill(2) says that it does not: under systemd's
   * ProtectProc=invisible another user's process is not seen in /proc, and so not by Java.
   */
  private static boolean isAlive(long process) {
    if (process <= 0 || process > Integer.MAX_VALUE) {
      return false; // kill(2) takes these for groups of processes
    }
    try {
      LibC.kill((int) process, 0);
      return true;
    } catch (LastErrorException e) {
      return e.getErrorCode() != LibC.ESRCH;
    }
  }

  /** Lets go of the device. */
  public void release() {
    try {
      if (file.isPresent()) {
        Files.deleteIfExists(file.get());
      }
    } catch (IOException e) {
      LOG.warn("the lock file {} cannot be removed: {}", file.get(), e.getMessage());
    }
    device.ifPresent(OURS::remove);
  }
}
