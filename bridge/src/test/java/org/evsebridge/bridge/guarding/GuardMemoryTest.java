package org.evsebridge.bridge.guarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.grid.Wiring;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardMemoryTest {
  private static final GuardedModule LEFT =
      new GuardedModule("/dev/serial/by id/bus", 2, Wiring.STRAIGHT, 6, 16);
  private static final GuardedModule RIGHT =
      new GuardedModule("/dev/serial/by id/bus", 3, Wiring.STRAIGHT, 6, 16);

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("wishes");
  }

  private Map<GuardedModule, Integer> recalled() {
    try (GuardMemory memory = new GuardMemory(folder, "wishes")) {
      return memory.recall(List.of(LEFT, RIGHT));
    }
  }

  private void remember(Map<GuardedModule, Integer> wishes) {
    try (GuardMemory memory = new GuardMemory(folder, "wishes")) {
      memory.remember(wishes);
    }
  }

  @Test
  void wishesOutliveTheProgram() {
    remember(Map.of(LEFT, 0x1010, RIGHT, 0xFF00));

    try (GuardMemory memory = new GuardMemory(folder, "wishes")) {
      assertThat(memory.recall(List.of(LEFT, RIGHT)))
          .isEqualTo(Map.of(LEFT, 0x1010, RIGHT, 0xFF00));
      assertThat(memory.recall(List.of(RIGHT))).isEqualTo(Map.of(RIGHT, 0xFF00));
    }
  }

  @Test
  void whoWasAwayForTenMinutesHasForgotten() throws Exception {
    remember(Map.of(LEFT, 0x1010));
    Instant now = Instant.now();
    try (GuardMemory memory = new GuardMemory(folder, "wishes")) {
      for (Duration age : List.of(GuardMemory.LASTS.plusSeconds(5), Duration.ofMinutes(-1))) {
        Files.setLastModifiedTime(file(), FileTime.from(now.minus(age)));
        assertThat(memory.recall(List.of(LEFT))).as("%s ago", age).isEmpty();
      }
      Files.setLastModifiedTime(
          file(), FileTime.from(now.minus(GuardMemory.LASTS.minusSeconds(30))));
      assertThat(memory.recall(List.of(LEFT))).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "2", "2 0x1010", "2 16 /dev/serial/by id/bus", "\u0000\u0001", "x y z"})
  void aFileThatMakesNoSenseIsAsGoodAsNone(String text) throws Exception {
    Files.writeString(file(), text);

    assertThat(recalled()).isEmpty();
  }

  @Test
  void withoutAFolderNothingIsRememberedAndNothingBreaks() {
    try (GuardMemory memory = new GuardMemory(folder.resolve("missing"), "wishes")) {
      memory.remember(Map.of(LEFT, 0x1010));
      assertThat(memory.recall(List.of(LEFT))).isEmpty();
    }
  }
}
