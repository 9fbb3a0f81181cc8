package org.evsebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.evsebridge.bridge.process.ExitStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @TempDir private Path folder;

  private int run(Path config, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--no-bridge", "--for=1ms", "--dir=" + folder.resolve("rig"), "-c=" + config));
    arguments.addAll(List.of(more));
    return Main.commandLine(new CountDownLatch(1)).execute(arguments.toArray(String[]::new));
  }

  @Test
  void thePortOfTheCommandLineCountsBeforeThatOfTheFile() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Path config =
          Files.writeString(
              folder.resolve("rig.yaml"), "http: {port: " + taken.getLocalPort() + "}\n");
      assertThat(run(config)).isEqualTo(ExitStatus.FAILED);
      assertThat(run(config, "--http-port=0")).isEqualTo(ExitStatus.STOPPED);
    }
  }

  @Test
  void theHostOfTheCommandLineCountsBeforeThatOfTheFile() throws Exception {
    Path config =
        Files.writeString(folder.resolve("rig.yaml"), "http: {port: 0, host: 192.0.2.1}\n");
    assertThat(run(config)).isEqualTo(ExitStatus.FAILED);
    assertThat(run(config, "--host=127.0.0.1")).isEqualTo(ExitStatus.STOPPED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "with a space", ""})
  void refusesATokenThatNoHeaderCouldCarryOrAnybodyCouldGuess(String token) throws Exception {
    Path config = Files.writeString(folder.resolve("rig.yaml"), "http: {port: 0}\n");
    assertThat(run(config, "--http-token=" + token)).isEqualTo(ExitStatus.USAGE);
  }
}
