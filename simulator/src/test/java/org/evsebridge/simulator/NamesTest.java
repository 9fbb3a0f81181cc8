package org.evsebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.evsebridge.bridge.testing.Documents;
import org.junit.jupiter.api.Test;

class NamesTest {
  /** Each program has a class to start by, which is called as in all programs. */
  private static final Set<String> IN_BOTH = Set.of("Main.java", "package-info.java");

  @Test
  void aTopLevelNameMeansOneThingInBothPrograms() throws IOException {
    Set<String> names = new HashSet<>(IN_BOTH);
    List<String> again = new ArrayList<>();
    for (String module : List.of("bridge", "simulator")) {
      try (Stream<Path> files =
          Files.walk(Documents.ROOT.resolve(module).resolve("src/main/java"))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".java") && !IN_BOTH.contains(name))
            .filter(name -> !names.add(name))
            .forEach(again::add);
      }
    }
    assertThat(again).isEmpty();
    assertThat(names).hasSizeGreaterThan(500);
  }
}
