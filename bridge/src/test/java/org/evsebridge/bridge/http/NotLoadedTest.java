package org.evsebridge.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.evsebridge.bridge.Main;
import org.evsebridge.bridge.testing.Programs;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotLoadedTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|false|false|false",
        "'http: {port: 0}'|true|false|false",
        "'mqtt: {uri: mqtt://127.0.0.1:1}'|true|true|false"
      })
  void whatTheHouseNeedsIsLoadedOnlyWhereItIsWished(
      String house, boolean vertx, boolean mqtt, boolean mdns) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("bridge.yaml"),
            "p1: {port: 0, host: 127.0.0.1, device: %s}\n%s\n"
                .formatted(folder.resolve("tty"), house));
    Path classes = folder.resolve("classes");
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                Programs.java(
                    List.of(
                        "-Xlog:class+load:file=" + classes,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "-c",
                        file.toString())))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.readString(log).contains("p1 on port 0 <-"));
    } finally {
      process.destroy();
      process.waitFor();
    }
    assertThat(isLoaded(classes, "org.evsebridge.bridge.Bridge ")).isTrue();
    assertThat(isLoaded(classes, "io.vertx.")).isEqualTo(vertx);
    assertThat(isLoaded(classes, "io.vertx.mqtt.")).isEqualTo(mqtt);
    assertThat(isLoaded(classes, "javax.jmdns.")).isEqualTo(mdns);
  }

  private static boolean isLoaded(Path classes, String name) throws IOException {
    try (var lines = Files.lines(classes)) {
      return lines.anyMatch(line -> line.contains("] " + name));
    }
  }
}
