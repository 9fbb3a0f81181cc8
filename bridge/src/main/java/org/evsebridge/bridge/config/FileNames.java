package org.evsebridge.bridge.config;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Names of files and devices as a configuration has them. */
public final class FileNames {
  private FileNames() {}

  /**
   * The path that a text names; empty when no file can have that name: the system's locale may lack
   * its letters.
   */
  public static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * What a device's name leads to, so that two names of one device are seen to be one; for one that
   * is away the name itself.
   */
  public static Path real(String device) {
    Path path = Path.of(device);
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  /** The text when a device may have it as its name. */
  public static Optional<String> device(String text) {
    return path(text).map(path -> text).filter(name -> !name.isBlank());
  }
}
