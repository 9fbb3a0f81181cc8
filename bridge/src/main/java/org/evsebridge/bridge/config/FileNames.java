package org.evsebridge.bridge.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Names of files and devices as a configuration has them. */
final class FileNames {
  private FileNames() {}

  /**
   * The path that a text names; empty when no file can have that name: the system's locale may lack
   * its letters.
   */
  static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The text when a device may have it as its name. */
  static Optional<String> device(String text) {
    return path(text).map(path -> text).filter(name -> !name.isBlank());
  }
}
