package org.evsebridge.bridge.serial;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.SerialParameters;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.testing.LogLines;
import org.evsebridge.bridge.testing.Pty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconnectingDeviceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final Presence<String> owner =
      new Presence<>() {
        @Override
        public void up() {
          heard.add("up");
        }

        @Override
        public void received(byte[] bytes) {
          heard.add(new String(bytes, US_ASCII));
        }

        @Override
        public void down(String why) {
          heard.add("down");
        }
      };

  private ReconnectingDevice start(Path link) {
    ReconnectingDevice device =
        new ReconnectingDevice("meter", link.toString(), SerialParameters.of(SerialSettings.P1));
    device.start(owner);
    return device;
  }

  /** What this process has open. */
  private static List<String> open() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.map(ReconnectingDeviceTest::target).toList();
    }
  }

  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException e) {
      return ""; // closed meanwhile
    }
  }

  @Test
  void findsADeviceThatComesLateGoesAndComesBack(@TempDir Path folder) throws Exception {
    Path link = folder.resolve("ttyUSB0");
    ReconnectingDevice device = start(link);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard).containsExactly("down"));
    Pty first = Pty.open();
    first.linkAs(link);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard).containsExactly("down", "up"));
    Files.delete(link);
    String path = first.path();
    assertThat(open()).anyMatch(file -> file.startsWith(path));
    first.close();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(heard).containsExactly("down", "up", "down"));
    // So that the adapter comes back under its own name.
    assertThat(open()).noneMatch(file -> file.startsWith(path));
    try (Pty second = Pty.open()) {
      second.linkAs(link);
      await().atMost(PATIENCE).until(() -> heard.size() == 4);
      second.write("again".getBytes(US_ASCII));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(heard).containsExactly("down", "up", "down", "up", "again"));
      device.close();
      assertThat(second.isOpen()).isFalse();
    }
  }

  /** With an adapter's going its name goes too; what comes instead of it is news. */
  @Test
  void aDeviceThatWentAwayIsToldOnceThoughItIsNotThereThen(@TempDir Path folder) throws Exception {
    Path link = folder.resolve("ttyUSB0");
    try (LogLines log = LogLines.of(ReconnectingDevice.class)) {
      Pty pty = Pty.open();
      pty.linkAs(link);
      ReconnectingDevice device = start(link);
      await().atMost(PATIENCE).until(() -> heard.contains("up"));
      Files.delete(link);
      pty.close();
      await().atMost(PATIENCE).until(() -> !log.with("is not there").isEmpty());
      assertThat(log.with("WARN"))
          .containsExactly("WARN meter: " + link + " went away; trying again every 500 ms");
      Files.createFile(link);
      await().atMost(PATIENCE).until(() -> log.with("WARN").size() == 2);
      assertThat(log.with("WARN").get(1)).contains("is no serial device");
      assertThat(heard).containsExactly("up", "down");
      device.close();
    }
  }
}
