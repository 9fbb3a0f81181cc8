package org.evsebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A shell script, run to its end. */
final class Shell {
  private static final int PATIENCE_SECONDS = 90;

  private Shell() {}

  /** What it printed, and its exit status. */
  record Result(int status, String output) {}

  /**
   * Runs a script.
   *
   * @param shell the program and its options, such as bash -e
   * @param folder where it runs
   * @param environment what is added to this program's
   */
  static Result run(List<String> shell, String script, Path folder, Map<String, String> environment)
      throws Exception {
    Path file = Files.writeString(Files.createTempFile(folder, "script", ".sh"), script);
    Path output = Files.createTempFile(folder, "output", "");
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(shell))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.command().add(file.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("the script ends: " + Files.readString(output)).isTrue();
    return new Result(process.exitValue(), Files.readString(output));
  }
}
