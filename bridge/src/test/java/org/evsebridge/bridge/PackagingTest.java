package org.evsebridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.evsebridge.bridge.testing.Documents;
import org.evsebridge.bridge.testing.Peers;
import org.evsebridge.bridge.yaml.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of the Debian package. */
class PackagingTest {
  private static final Path PACKAGING = Documents.ROOT.resolve("bridge/packaging");

  @TempDir Path folder;

  private static String file(String name) throws IOException {
    return Files.readString(PACKAGING.resolve(name));
  }

  private BridgeConfig read(String text) throws Exception {
    Problems leftOut = new Problems();
    Path file = Files.writeString(folder.resolve("bridge.yaml"), text);
    BridgeConfig config = BridgeReader.read(List.of(file), leftOut);
    assertThat(leftOut.all()).isEmpty();
    return config;
  }

  @Test
  void theShippedBridgeYamlServesNothingAndItsExamplesAreRight() throws Exception {
    String text = file("bridge.yaml");
    assertThat(read(text).isEmpty()).isTrue();
    BridgeConfig examples = read(Pattern.compile("(?m)^#(?! \\S|$)").matcher(text).replaceAll(""));
    assertThat(examples.p1Ports()).hasSize(1);
    assertThat(examples.modbusProxies()).hasSize(1);
  }

  @Test
  void theServiceIsHardToAttack() throws Exception {
    // At most 2.0, in systemd's tenths.
    Process judge =
        new ProcessBuilder(
                Peers.program("systemd-analyze"),
                "security",
                "--offline=true",
                "--threshold=20",
                PACKAGING.resolve("evse-bridge.service").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    assertThat(judge.waitFor()).as(Files.readString(folder.resolve("out"))).isZero();
  }

  @Test
  void theServiceSetsNothingWithWhichItWouldNotRun() throws Exception {
    assertThat(file("evse-bridge.service").lines().filter(line -> !line.startsWith("#")))
        .noneMatch(line -> line.matches("(MemoryDenyWriteExecute|PrivateUsers|Conflicts)=.*"))
        .contains("Type=notify", "Restart=always", "RestartPreventExitStatus=2");
  }

  @Test
  void theServicesCommandLineIsOneThatTheProgramTakes() throws Exception {
    String options =
        file("evse-bridge.service")
            .lines()
            .filter(line -> line.startsWith("ExecStart="))
            .map(
                line ->
                    line.replaceFirst("ExecStart=/usr/bin/evse-bridge ", "")
                        .replace(" $EVSE_SER2NET", ""))
            .collect(Collectors.joining());
    assertThat(Main.commandLine().parseArgs(options.split(" ")).unmatched()).isEmpty();
  }

  @Test
  void theManualPageIsMadeFromTheOptions() throws Exception {
    Documents.requireFile("bridge/packaging/evse-bridge.1", ManualPage.of(Main.commandLine()));
  }
}
