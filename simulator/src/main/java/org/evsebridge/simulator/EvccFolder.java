package org.evsebridge.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** What an evcc of one run reads and writes, for this user only; closing it removes all of it. */
record EvccFolder(Path path) implements AutoCloseable {
  static EvccFolder make() throws IOException {
    return new EvccFolder(Files.createTempDirectory("evse-evcc-"));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> inside = Files.walk(path)) {
      for (Path one : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    }
  }
}
