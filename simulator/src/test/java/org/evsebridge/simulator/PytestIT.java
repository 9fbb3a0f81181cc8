package org.evsebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.testing.Documents;
import org.evsebridge.bridge.testing.Peers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests in Python that the page on tests shows: they pass, and one that is wrong says why. */
class PytestIT {
  @TempDir Path folder;

  private record Result(int status, String output) {}

  private static String tests() throws IOException {
    return Documents.blocks("simulator/docs/junit.md", "python").get(0);
  }

  private Result run(String tests) throws Exception {
    Process process =
        new ProcessBuilder(
                Peers.program("pytest-3"),
                "-p",
                "no:cacheprovider",
                "--basetemp=" + folder.resolve("pytest"),
                Files.writeString(folder.resolve("test_station.py"), tests).toString())
            .directory(Documents.ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    boolean ended = process.waitFor(90, TimeUnit.SECONDS);
    process.destroyForcibly();
    String output = Files.readString(folder.resolve("out"));
    assertThat(ended).as(output).isTrue();
    return new Result(process.exitValue(), output);
  }

  @Test
  void pass() throws Exception {
    Result result = run(tests());
    assertThat(result.output()).contains("3 passed");
    assertThat(result.status()).isZero();
  }

  @Test
  void sayWhatWasSeenWhenTheyWaitInVain() throws Exception {
    Result result = run(tests().replace("wait(\"L1 >= 16 A\"", "wait(\"L1 >= 60 A\""));
    assertThat(result.output())
        .contains("1 failed, 2 passed")
        .contains("L1 >= 60 A")
        .contains("never, ");
    assertThat(result.status()).isEqualTo(1);
  }
}
