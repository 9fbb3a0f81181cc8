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

class HeldDeviceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final HeldDevice.Owner owner =
      new HeldDevice.Owner() {
        @Override
        public void opened(SerialDevice device) {
          heard.add("opened");
        }

        @Override
        public void received(byte[] bytes) {
          heard.add(new String(bytes, US_ASCII));
        }

        @Override
        public void lost(SerialException why) {
          heard.add(why.reason().toString());
        }
      };

  /** What this process has open. */
  private static List<String> open() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.map(HeldDeviceTest::target).toList();
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
    HeldDevice held =
        HeldDevice.hold("meter", link.toString(), SerialParameters.of(SerialSettings.P1), owner);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard).containsExactly("MISSING"));
    Pty first = Pty.open();
    first.linkAs(link);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(heard).containsExactly("MISSING", "opened"));
    Files.delete(link);
    String device = first.path();
    assertThat(open()).anyMatch(file -> file.startsWith(device));
    first.close();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(heard).containsExactly("MISSING", "opened", "LOST"));
    // So that the adapter comes back under its own name.
    assertThat(open()).noneMatch(file -> file.startsWith(device));
    try (Pty second = Pty.open()) {
      second.linkAs(link);
      await().atMost(PATIENCE).until(() -> heard.size() == 4);
      second.write("again".getBytes(US_ASCII));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(heard)
                      .containsExactly("MISSING", "opened", "LOST", "opened", "again"));
      held.close();
      assertThat(second.isOpen()).isFalse();
    }
  }

  /** With an adapter's going its name goes too; what comes instead of it is news. */
  @Test
  void aDeviceThatWentAwayIsToldOnceThoughItIsNotThereThen(@TempDir Path folder) throws Exception {
    Path link = folder.resolve("ttyUSB0");
    try (LogLines log = LogLines.of(HeldDevice.class)) {
      Pty pty = Pty.open();
      pty.linkAs(link);
      HeldDevice held =
          HeldDevice.hold("meter", link.toString(), SerialParameters.of(SerialSettings.P1), owner);
      await().atMost(PATIENCE).until(() -> heard.contains("opened"));
      Files.delete(link);
      pty.close();
      await().atMost(PATIENCE).until(() -> !log.with("is not there").isEmpty());
      assertThat(log.with("WARN"))
          .containsExactly("WARN meter: " + link + " went away; trying again every 500 ms");
      Files.createFile(link);
      await().atMost(PATIENCE).until(() -> log.with("WARN").size() == 2);
      assertThat(log.with("WARN").get(1)).contains("is no serial device");
      assertThat(heard).containsExactly("opened", "LOST");
      held.close();
    }
  }
}
