package org.evsebridge.bridge.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class TextFileTest {
  @TempDir private Path folder;

  @Test
  void readsAFileOfTheGreatestSizeAndNoLarger() throws Exception {
    Path file = Files.writeString(folder.resolve("f"), "x".repeat(TextFile.MOST_BYTES));
    assertThat(TextFile.read(file)).hasSize(TextFile.MOST_BYTES);
    Files.writeString(file, "x".repeat(TextFile.MOST_BYTES + 1));
    assertThatThrownBy(() -> TextFile.read(file))
        .hasMessage(file + ":1:1: cannot read the file: it is larger than 1 MB");
  }

  @Test
  void refusesADeviceAndALinkToOne() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/zero"));
    assertThatThrownBy(() -> TextFile.read(link))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("it is a device or a pipe, not a file");
  }

  @Test
  void refusesAPipeWithoutWaitingForItsWriter() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> TextFile.read(pipe))
        .hasMessageContaining("it is a device or a pipe, not a file");
  }

  @Test
  void readsAFileThatDoesNotKnowItsSize() throws Exception {
    assertThat(Files.size(Path.of("/proc/self/status"))).isZero();
    assertThat(TextFile.read(Path.of("/proc/self/status"))).contains("Name:");
  }
}
