package org.evsebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.evsebridge.bridge.testing.Documents;
import org.evsebridge.bridge.testing.Peers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that the page on CI shows: it fails when it should and stops what it started. */
class CiScriptIT {
  private static final String PAGE = "simulator/docs/ci.md";

  @TempDir Path folder;
  private String script;

  @BeforeEach
  void takesTheScriptFromThePage() throws Exception {
    Peers.program("curl");
    script = Documents.blocks(PAGE, "bash").get(0);
    Files.createSymbolicLink(
        folder.resolve("evse-simulator.jar"),
        Documents.ROOT.resolve("simulator/target/evse-simulator.jar"));
  }

  private Shell.Result run(String text) throws Exception {
    return Shell.run(List.of("bash"), text, folder, Map.of("TMPDIR", folder.toString()));
  }

  @Test
  void testsAgainstTheStationAndStopsIt() throws Exception {
    Shell.Result result = run(script);
    assertThat(result.output()).contains("ready p1=127.0.0.1:").contains("\"seen\"");
    assertThat(result.status()).isZero();
    assertThat(stationsOfHere()).isEmpty();
  }

  @Test
  void failsWhenTheTestFailsShowsTheLogAndStopsTheStation() throws Exception {
    Shell.Result result =
        run(script.replace("current >= 6 A", "current >= 60 A").replace("within=60s", "within=7s"));
    assertThat(result.status()).isNotZero();
    assertThat(result.output()).contains("current >= 60 A within").contains("car plugged in");
    assertThat(stationsOfHere()).isEmpty();
  }

  @Test
  void endsTheProgramsOfTheTestTooAndEverythingWhenItIsCancelled() throws Exception {
    for (String end : List.of("false", "kill -TERM $$")) {
      Shell.Result result =
          run(script.replace("# Your program", "sleep 600 & echo own=$!\n" + end + "\n#"));
      assertThat(result.status()).isNotZero();
      Matcher own = Pattern.compile("own=(\\d+)").matcher(result.output());
      assertThat(own.find()).isTrue();
      assertThat(ProcessHandle.of(Long.parseLong(own.group(1))).filter(ProcessHandle::isAlive))
          .isEmpty();
      assertThat(result.output()).contains("charging module  tcp"); // as only the log says
      assertThat(stationsOfHere()).isEmpty();
      assertThat(folder).isDirectoryNotContaining("glob:**/tmp.*");
    }
  }

  @Test
  void waitsForAStationThatIsSlowToBegin() throws Exception {
    String begins = "java -jar evse-simulator.jar --for";
    Shell.Result result = run(script.replace(begins, "sleep 1 && exec " + begins));
    assertThat(result.output()).doesNotContain("No such file").contains("\"held\"");
    assertThat(result.status()).isZero();
  }

  /** At ten times the speed, which an outside controller would be too slow for. */
  @Test
  void theTestOfTheFuseFailsWithoutAController() throws Exception {
    String test = Documents.blocks(PAGE, "bash").get(1);
    String faster = "curl -s -X PATCH \"http://$http/clock\" -d '{\"speed\": 10}'\n";
    String alone = faster + test.substring(test.indexOf("curl "));
    Shell.Result result = run(script.replace("passed=yes", alone + "passed=yes"));
    assertThat(result.status()).isNotZero();
    assertThat(result.output())
        .contains("grid L1 <= 25 A after 30s within 0s: never, 3")
        .contains("on: oven");
  }

  @Test
  void theControllerOfThePageReachesTheStationAndEndsWithTheScript() throws Exception {
    String test = Documents.blocks(PAGE, "bash").get(1);
    String controller = test.substring(0, test.indexOf("curl "));
    String steers = "until grep 'limit ' \"$folder/controller.log\"; do sleep 0.2; done\nfalse\n";
    Shell.Result result = run(script.replace("# Your program", controller + steers + "#"));
    assertThat(result.output()).contains("the modules answer").containsPattern("limit \\d+ A");
    assertThat(stationsOfHere()).isEmpty();
  }

  @Test
  void failsAtOnceAndSaysWhyWhenAPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      Shell.Result result = run(script.replace("--p1-port 0", "--p1-port " + port));
      assertThat(result.status()).isNotZero();
      assertThat(result.output()).contains(String.valueOf(port)).doesNotContain("ready ");
    }
  }

  @Test
  void gitLabRunsItAndFailsWithIt() throws Exception {
    JsonNode job = new YAMLMapper().readTree(Documents.blocks(PAGE, "yml").get(0)).get("station");
    List<String> lines = new ArrayList<>();
    job.get("script").forEach(line -> lines.add(line.asText()));
    List<String> shell = List.of("bash", "-e", "-o", "pipefail");
    Map<String, String> environment = Map.of("TMPDIR", folder.toString());
    for (String mistake : List.of("", "no-")) {
      Files.writeString(
          folder.resolve("station-test"),
          script.replace(">= 6 A", ">= 0 A").replace("/await", "/" + mistake + "await"));
      Shell.Result result = Shell.run(shell, String.join("\n", lines), folder, environment);
      assertThat(result.status() == 0).as(result.output()).isEqualTo(mistake.isEmpty());
      assertThat(stationsOfHere()).isEmpty();
    }
  }

  /** Programs that were started with a folder within this test's. */
  private Stream<String> stationsOfHere() {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.contains(folder + "/"));
  }
}
