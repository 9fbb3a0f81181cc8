package org.evsebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.evsebridge.bridge.testing.Documents;
import org.evsebridge.bridge.testing.Peers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that the page on CI shows: it fails when it should and stops what it started. */
class CiScriptIT {
  @TempDir Path folder;

  private record Result(int status, String output) {}

  private static String script() throws IOException {
    Peers.program("curl");
    return Documents.blocks("simulator/docs/ci.md", "bash").get(0);
  }

  private Result run(String script) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", Files.writeString(folder.resolve("ci"), script).toString())
            .directory(Documents.ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile());
    builder.environment().put("TMPDIR", folder.toString());
    Process process = builder.start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("the script ends").isTrue();
    return new Result(process.exitValue(), Files.readString(folder.resolve("out")));
  }

  @Test
  void testsAgainstTheStationAndStopsIt() throws Exception {
    Result result = run(script());
    assertThat(result.output()).contains("ready p1=127.0.0.1:").contains("\"state\"");
    assertThat(result.status()).isZero();
    assertThat(stationsOfHere()).isEmpty();
  }

  @Test
  void failsWhenTheTestFailsAndStopsTheStation() throws Exception {
    Result result = run(script().replace("/chargers/station", "/chargers/nobody"));
    assertThat(result.status()).isNotZero();
    assertThat(stationsOfHere()).isEmpty();
  }

  @Test
  void failsAtOnceAndSaysWhyWhenAPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      Result result = run(script().replace("--p1-port 0", "--p1-port " + port));
      assertThat(result.status()).isNotZero();
      assertThat(result.output()).contains(String.valueOf(port)).doesNotContain("ready ");
    }
  }

  /** Programs that were started with a folder within this test's. */
  private Stream<String> stationsOfHere() {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.contains(folder + "/"));
  }
}
