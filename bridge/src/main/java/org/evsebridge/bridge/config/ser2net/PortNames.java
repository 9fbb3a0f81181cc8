package org.evsebridge.bridge.config.ser2net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The names of TCP ports, from the system's list. */
final class PortNames {
  private static final Path LIST = Path.of("/etc/services");

  private PortNames() {}

  static Optional<Integer> port(String name) {
    return lines().stream()
        .map(line -> line.replaceFirst("#.*", "").trim().split("\\s+"))
        .filter(fields -> fields.length >= 2 && fields[1].endsWith("/tcp"))
        .filter(fields -> List.of(fields).contains(name))
        .map(fields -> Integer.valueOf(fields[1].replace("/tcp", "")))
        .findFirst();
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(LIST);
    } catch (IOException e) {
      return List.of(); // a system without names knows numbers only
    }
  }
}
