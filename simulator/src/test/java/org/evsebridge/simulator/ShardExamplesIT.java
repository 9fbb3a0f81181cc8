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
import org.junit.jupiter.api.BeforeAll;
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
  private static final String SEEDS = "--seeds 1-6";
  private static final String RUNNING = "java -jar evse-simulator.jar ";

  /** The seed decides whether so much is drawn at a time: some runs fail. */
  private static final String SCENARIO =
      """
      name: Troubles in the evening
      rig: {time: {start: 2026-11-23 18:00}, house: {heavy-evening: true}}
      controller: {rule: balancing}
      random-troubles: true
      for: 10m
      expect:
        - {always: grid <= 35 A}
        - {that: telegrams >= 0}
      """;

  @TempDir static Path project;
  private static Shell.Result alone;

  @TempDir Path folder;

  @BeforeAll
  static void oneMachineRunsThemAll() throws Exception {
    Files.createSymbolicLink(
        project.resolve("evse-simulator.jar"),
        Documents.ROOT.resolve("simulator/target/evse-simulator.jar"));
    Path scenarios = Files.createDirectory(project.resolve("scenarios"));
    Files.writeString(scenarios.resolve("evening.yaml"), SCENARIO);
    Files.writeString(
        scenarios.resolve("oven.yaml"),
        Documents.blocks("simulator/docs/scenarios.md", "yaml").get(0));
    String test = RUNNING + "test scenarios/*.yaml " + SEEDS + " --junit alone.xml";
    alone = Shell.run(BASH, test, project, Map.of());
    assertThat(alone.status()).isEqualTo(1);
    assertThat(alone.output()).contains("6 of 6 seeds passed").contains("3 of 6 seeds passed");
  }

  @BeforeEach
  void laysOutAMachine() throws Exception {
    link(folder);
  }

  private static void link(Path machine) throws IOException {
    for (String file : List.of("evse-simulator.jar", "scenarios")) {
      Files.createSymbolicLink(machine.resolve(file), project.resolve(file));
    }
  }

  private static String withFewerSeeds(String block) {
    assertThat(block).contains("--seeds 1-1000");
    return block.replace("--seeds 1-1000", SEEDS);
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

  /** How long it took may differ, and the folder, or the package, in which the same files lie. */
  private String comparable(String text) {
    return text.replaceAll("simulated in [\\d.]+ m?s", "simulated")
        .replaceAll(" time=\"[^\"]*\"", "")
        .replace(folder + "/", "")
        .replace(folder.toString().substring(1).replace('/', '.') + ".", "");
  }

  /** Compares what the joined parts tell with what one machine has told. */
  private void tellsWhatOneMachineTells(String joined, boolean passed) throws Exception {
    assertThat(comparable(joined)).contains(comparable(alone.output()));
    assertThat(comparable(read("report.xml")))
        .isEqualTo(comparable(Files.readString(project.resolve("alone.xml"))));
    assertThat(read("report.html")).contains("Troubles in the evening");
    assertThat(passed).isFalse();
  }

  @Test
  void gnuParallel() throws Exception {
    Peers.program("parallel");
    Shell.Result result = run(withFewerSeeds(Documents.blocks(PAGE, "bash").get(2)));
    tellsWhatOneMachineTells(result.output(), result.status() == 0);
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
    tellsWhatOneMachineTells(report.output(), report.passed());
  }

  private Path machine(String name) throws IOException {
    Path machine = Files.createDirectory(folder.resolve(name));
    link(machine);
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
    tellsWhatOneMachineTells(report.output(), report.status() == 0);
  }
}
