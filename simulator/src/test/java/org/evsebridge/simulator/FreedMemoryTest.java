package org.evsebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class FreedMemoryTest {
  private static final int PAGE = 4096;
  private static final int PAGES = 16_384; // 64 MiB

  /** How much of this program is in memory that is not a file's, in pages. */
  private static long pages() throws IOException {
    String[] statm = Files.readString(Path.of("/proc/self/statm")).split(" ");
    return Long.parseLong(statm[1]) - Long.parseLong(statm[2]);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatWasFreedGoesBackToTheSystem() throws IOException {
    List<Memory> freed = new ArrayList<>();
    List<Memory> kept = new ArrayList<>();
    for (int i = 0; i < PAGES; i++) {
      Memory memory = new Memory(PAGE);
      memory.clear();
      (i % 16 == 15 ? kept : freed).add(memory); // between those that stay, as a compiler's are
    }
    freed.forEach(Memory::close);
    long before = pages();
    try (FreedMemory memory = FreedMemory.goesBack(Duration.ofMillis(50))) {
      await().untilAsserted(() -> assertThat(before - pages()).isGreaterThan(PAGES / 4));
    } finally {
      kept.forEach(Memory::close);
    }
  }
}
