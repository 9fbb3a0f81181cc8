package org.evsebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.evsebridge.bridge.testing.Documents;

/**
 * Runs the steps of a job or of a composite action as GitHub's runner does: shell steps with bash,
 * their own {@code env}, and files for outputs and for the environment of later steps; after one
 * that failed only those with {@code always()}. Of the actions of others, artifacts are kept in a
 * folder; the rest prepares a runner and is left out.
 */
final class GithubJob {
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ *([\\w.-]+) *}}");
  private static final List<String> BASH =
      List.of("bash", "--noprofile", "--norc", "-e", "-o", "pipefail");

  private final Path workspace;
  private final Path temporary;
  private final Path artifacts;
  private final Map<String, String> environment;

  /** What the steps printed, whether all went well, and an action's outputs. */
  record Result(boolean passed, String output, Map<String, String> outputs) {}

  /**
   * A runner.
   *
   * @param workspace where shell steps run
   * @param temporary RUNNER_TEMP, which all actions of a job share
   * @param artifacts where uploaded files lie, in a folder by the artifact's name
   * @param environment the job's, to which what the steps export is added
   */
  GithubJob(Path workspace, Path temporary, Path artifacts, Map<String, String> environment) {
    this.workspace = workspace;
    this.temporary = temporary;
    this.artifacts = artifacts;
    this.environment = environment;
  }

  /**
   * Runs a composite action.
   *
   * @param inputs what {@code with:} says; the others have their defaults
   */
  Result action(Path folder, Map<String, String> inputs) throws Exception {
    JsonNode action = new YAMLMapper().readTree(folder.resolve("action.yml").toFile());
    assertThat(action.at("/runs/using").asText()).isEqualTo("composite");
    Map<String, String> known = new HashMap<>();
    for (Map.Entry<String, JsonNode> input : action.path("inputs").properties()) {
      known.put("inputs." + input.getKey(), input.getValue().path("default").asText());
    }
    inputs.forEach(
        (name, value) ->
            assertThat(known.put("inputs." + name, value)).as("the input " + name).isNotNull());
    known.put("github.action_path", folder.toString());
    known.put("github.action_repository", environment.getOrDefault("ACTION_REPOSITORY", ""));
    known.put("github.action_ref", environment.getOrDefault("ACTION_REF", ""));
    Result steps = steps(action.at("/runs/steps"), known);
    Map<String, String> outputs = new HashMap<>();
    for (Map.Entry<String, JsonNode> output : action.path("outputs").properties()) {
      outputs.put(output.getKey(), evaluated(output.getValue().path("value").asText(), known));
    }
    return new Result(steps.passed(), steps.output(), outputs);
  }

  /**
   * Runs steps.
   *
   * @param known values of expressions, such as {@code matrix.part}
   */
  Result steps(JsonNode steps, Map<String, String> known) throws Exception {
    known.put("runner.temp", temporary.toString());
    StringBuilder printed = new StringBuilder();
    boolean passed = true;
    for (JsonNode step : steps) {
      if (!passed && !step.path("if").asText().contains("always()")) {
        continue;
      }
      Result result = step.has("run") ? shell(step, known) : uses(step, known);
      passed &= result.passed();
      printed.append(result.output());
      String id = "steps." + step.path("id").asText() + ".outputs.";
      result.outputs().forEach((name, value) -> known.put(id + name, value));
    }
    return new Result(passed, printed.toString(), Map.of());
  }

  private Result shell(JsonNode step, Map<String, String> known) throws Exception {
    Path outputs = Files.createTempFile(temporary, "outputs", "");
    Path exported = Files.createTempFile(temporary, "exported", "");
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("RUNNER_TEMP", temporary.toString());
    variables.put("GITHUB_OUTPUT", outputs.toString());
    variables.put("GITHUB_ENV", exported.toString());
    variables.putAll(evaluated(step.path("env"), known));
    Shell.Result result =
        Shell.run(BASH, evaluated(step.path("run").asText(), known), workspace, variables);
    environment.putAll(pairs(exported));
    return new Result(result.status() == 0, result.output(), pairs(outputs));
  }

  private Result uses(JsonNode step, Map<String, String> known) throws Exception {
    String[] action = step.path("uses").asText().split("@");
    Map<String, String> with = evaluated(step.path("with"), known);
    switch (action[0]) {
      case "actions/upload-artifact" ->
          copy(workspace, with.get("path"), artifacts.resolve(with.get("name")));
      case "actions/download-artifact" -> {
        assertThat(with).containsEntry("merge-multiple", "true");
        try (DirectoryStream<Path> all = Files.newDirectoryStream(artifacts, with.get("pattern"))) {
          for (Path artifact : all) {
            copy(artifact, "*", workspace);
          }
        }
      }
      case "actions/checkout", "actions/setup-java" -> {}
      default -> {
        String[] parts = action[0].split("/", 3);
        environment.put("ACTION_REPOSITORY", parts[0] + "/" + parts[1]);
        environment.put("ACTION_REF", action[1]);
        return action(Documents.ROOT.resolve(parts[2]), with);
      }
    }
    return new Result(true, "", Map.of());
  }

  /** Copies the files of a folder, or one, whose names match. */
  private static void copy(Path from, String pattern, Path to) throws IOException {
    Path wanted = from.resolve(pattern);
    boolean isFolder = Files.isDirectory(wanted);
    Path folder = isFolder ? wanted : wanted.getParent();
    if (!Files.isDirectory(folder)) {
      return; // if-no-files-found
    }
    Files.createDirectories(to);
    String names = isFolder ? "*" : wanted.getFileName().toString();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names)) {
      for (Path file : files) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static Map<String, String> pairs(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  private static Map<String, String> evaluated(JsonNode texts, Map<String, String> known) {
    return texts.properties().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, text -> evaluated(text.getValue().asText(), known)));
  }

  /** A text with its expressions replaced; what is not known is empty, as on GitHub. */
  private static String evaluated(String text, Map<String, String> known) {
    return EXPRESSION
        .matcher(text)
        .replaceAll(
            (MatchResult found) ->
                Matcher.quoteReplacement(known.getOrDefault(found.group(1), "")));
  }
}
