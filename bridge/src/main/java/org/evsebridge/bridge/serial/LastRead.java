package org.evsebridge.bridge.serial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * When somebody last read bytes from a serial device, told without touching it: Linux notes it in
 * the device's file, to within eight seconds.
 */
public final class LastRead {
  private LastRead() {}

  /**
   * A sentence for a person; empty where there is no such device.
   *
   * @param now the time of day
   */
  public static Optional<String> of(String device, Instant now) {
    try {
      Map<String, Object> times =
          Files.readAttributes(Path.of(device), "unix:lastAccessTime,ctime");
      Instant read = ((FileTime) times.get("lastAccessTime")).toInstant();
      Instant made = ((FileTime) times.get("ctime")).toInstant();
      return Optional.of(
          read.isAfter(made)
              ? device + ": last read from by a program " + ago(Duration.between(read, now))
              : device + ": no program is known to have read from it since it was plugged in");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The system's clock may have been set back meanwhile. */
  private static String ago(Duration age) {
    return Math.max(0, age.toSeconds()) + " s ago (to within 8 s)";
  }
}
