package org.evsebridge.bridge.config;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Names of files and devices as a configuration has them. */
public final class FileNames {
  private FileNames() {}

  /**
   * The path that a text names; empty when no file can have that name, for example since the
   * system's locale lacks a letter of it.
   */
  public static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * The file that a device's name leads to through symbolic links, so that two names of one device
   * are recognised; the name itself for a device that is not there.
   */
  public static Path real(String device) {
    Path path = Path.of(device);
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  /** The text, if it can be a device's name. */
  public static Optional<String> device(String text) {
    return path(text).map(path -> text).filter(name -> !name.isBlank());
  }
}
