package org.evsebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.evsebridge.bridge.testing.Documents;
import org.evsebridge.bridge.testing.Peers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page's ways to split many runs over machines: each is run as it stands, with fewer seeds, and
 * tells what one machine alone tells.
 */
class ShardExamplesIT {
  private static final String PAGE = "simulator/docs/ci.md";
  private static final List<String> BASH = List.of("bash", "-e", "-o", "pipefail");
  private static final String RUNNING = "java -jar evse-simulator.jar ";

  /** What the seed decides is whether a car's current is in time: some runs fail. */
  private static final String SCENARIO =
      """
      name: Troubles in the evening
      rig: {time: {start: 2026-11-23 18:00}, house: {heavy-evening: true}}
      controller: {rule: balancing}
      random-troubles: true
      for: 20m
      expect:
        - {always: grid <= 30 A}
        - {that: telegrams >= 0}
      """;

  @TempDir Path folder;

  @BeforeEach
  void laysOutAProject() throws Exception {
    Files.createSymbolicLink(
        folder.resolve("evse-simulator.jar"),
        Documents.ROOT.resolve("simulator/target/evse-simulator.jar"));
    Files.createDirectory(folder.resolve("scenarios"));
    Files.writeString(folder.resolve("scenarios/evening.yaml"), SCENARIO);
    Files.writeString(
        folder.resolve("scenarios/oven.yaml"),
        Documents.blocks("simulator/docs/scenarios.md", "yaml").get(0));
  }

  private static String withFewerSeeds(String block) {
    assertThat(block).contains("--seeds 1-1000");
    return block.replace("--seeds 1-1000", "--seeds 1-9");
  }

  private static JsonNode yaml(int number) throws IOException {
    return new YAMLMapper().readTree(withFewerSeeds(Documents.blocks(PAGE, "yml").get(number)));
  }

  private Shell.Result run(String script) throws Exception {
    return Shell.run(BASH, script, folder, Map.of());
  }

  private String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  /** How long it took is all that may differ. */
  private static String withoutTimes(String text) {
    return text.replaceAll("simulated in [\\d.]+ m?s", "simulated")
        .replaceAll(" time=\"[^\"]*\"", "");
  }

  /** Compares what the joined parts tell with one machine's own words, and its exit status. */
  private void tellsWhatOneMachineTells(String joined, boolean passed) throws Exception {
    Shell.Result alone =
        run(RUNNING + "test scenarios/*.yaml --seeds 1-9 --junit alone.xml --html alone.html");
    assertThat(alone.output()).contains("9 of 9 runs passed").contains("runs failed");
    assertThat(joined).contains(withoutTimes(alone.output()));
    assertThat(withoutTimes(read("report.xml"))).isEqualTo(withoutTimes(read("alone.xml")));
    assertThat(read("report.html")).contains("Troubles in the evening");
    assertThat(passed).isEqualTo(alone.status() == 0).isFalse();
  }

  @Test
  void gnuParallel() throws Exception {
    Peers.program("parallel");
    Shell.Result result = run(withFewerSeeds(Documents.blocks(PAGE, "bash").get(1)));
    tellsWhatOneMachineTells(withoutTimes(result.output()), result.status() == 0);
  }

  @Test
  void aMatrixOfGithubActions() throws Exception {
    JsonNode jobs = yaml(2).get("jobs");
    Path artifacts = Files.createDirectory(folder.resolve("artifacts"));
    for (JsonNode part : jobs.at("/part/strategy/matrix/part")) {
      Path machine = machine("machine-" + part.asText());
      Map<String, String> matrix = new HashMap<>(Map.of("matrix.part", part.asText()));
      new GithubJob(machine, machine, artifacts, new HashMap<>())
          .steps(jobs.at("/part/steps"), matrix);
      assertThat(artifacts.resolve("part-" + part.asText())).isNotEmptyDirectory();
    }
    Path last = machine("machine-of-report");
    GithubJob.Result report =
        new GithubJob(last, last, artifacts, new HashMap<>())
            .steps(jobs.at("/report/steps"), new HashMap<>());
    for (String file : List.of("report.xml", "report.html")) {
      Files.copy(artifacts.resolve("report").resolve(file), folder.resolve(file));
    }
    tellsWhatOneMachineTells(withoutTimes(report.output()), report.passed());
  }

  private Path machine(String name) throws IOException {
    Path machine = Files.createDirectory(folder.resolve(name));
    for (String file : List.of("evse-simulator.jar", "scenarios")) {
      Files.createSymbolicLink(machine.resolve(file), folder.resolve(file));
    }
    return machine;
  }

  @Test
  void anIndexedJobOfKubernetes() throws Exception {
    JsonNode spec = yaml(3).get("spec");
    JsonNode container = spec.at("/template/spec/containers/0");
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path command = bin.resolve("evse-simulator"); // which the image has
    Files.writeString(
        command, "#!/bin/sh\nexec java -jar " + folder + "/evse-simulator.jar \"$@\"\n");
    assertThat(command.toFile().setExecutable(true)).isTrue();
    String script = container.at("/args/0").asText();
    Map<String, Path> volumes =
        Map.of("scenarios", folder.resolve("scenarios"), "results", folder.resolve("results"));
    Files.createDirectory(volumes.get("results"));
    for (JsonNode mount : container.get("volumeMounts")) {
      script =
          script.replace(
              mount.get("mountPath").asText(), volumes.get(mount.get("name").asText()).toString());
    }
    assertThat(container.get("command").toString()).isEqualTo("[\"sh\",\"-c\"]");
    for (int index = 0; index < spec.get("completions").asInt(); index++) {
      Shell.Result part =
          Shell.run(
              List.of("sh"),
              script,
              folder,
              Map.of(
                  "JOB_COMPLETION_INDEX",
                  String.valueOf(index),
                  "PATH",
                  bin + ":" + System.getenv("PATH")));
      assertThat(part.status()).as(part.output()).isZero();
    }
    Shell.Result report =
        run(RUNNING + "report results/part-*.json --html report.html --junit report.xml");
    tellsWhatOneMachineTells(withoutTimes(report.output()), report.status() == 0);
  }
}
