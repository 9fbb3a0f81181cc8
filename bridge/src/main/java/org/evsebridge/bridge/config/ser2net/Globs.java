package org.evsebridge.bridge.config.ser2net;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Names of files with {@code *}, {@code ?} and {@code [a-z]} in them. */
final class Globs {
  private Globs() {}

  /**
   * The files that a pattern names, sorted by name.
   *
   * @param from the file that says so; a relative pattern starts in its folder
   */
  static List<Path> files(Path from, String pattern) {
    List<Path> found = List.of(pattern.startsWith("/") ? Path.of("/") : folder(from));
    for (String part : pattern.split("/")) {
      if (!part.isEmpty()) {
        found = step(found, part);
      }
    }
    return found.stream().filter(Files::isRegularFile).toList();
  }

  private static Path folder(Path file) {
    return file.toAbsolutePath().getParent();
  }

  private static List<Path> step(List<Path> folders, String part) {
    List<Path> next = new ArrayList<>();
    for (Path folder : folders) {
      if (part.matches("[^*?\\[{]*")) {
        next.add(folder.resolve(part));
        continue;
      }
      List<Path> matching = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, part)) {
        entries.forEach(matching::add);
      } catch (IOException | java.nio.file.DirectoryIteratorException e) {
        continue; // a folder that cannot be read holds no files for us
      }
      matching.removeIf(path -> path.getFileName().toString().startsWith("."));
      matching.sort(null);
      next.addAll(matching);
    }
    return next;
  }
}
