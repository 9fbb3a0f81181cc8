package org.evsebridge.bridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.evsebridge.bridge.process.ExitStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Gives ser2net its place back. The package's own script does it, so that it works without Java
 * too.
 */
@Command(
    name = "giveback",
    description = "Give ser2net its place back as it was before takeover. As root.")
final class GivebackCommand implements Callable<Integer> {
  private static final Path SCRIPT = Path.of("/usr/lib/evse-bridge/giveback");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    try {
      if (Files.exists(SCRIPT)) {
        return new ProcessBuilder(SCRIPT.toString()).inheritIO().start().waitFor();
      }
      spec.commandLine()
          .getErr()
          .println("evse-bridge giveback: only the installed package can do this");
    } catch (IOException e) {
      spec.commandLine().getErr().println("evse-bridge giveback: " + e.getMessage());
    }
    return ExitStatus.FAILED;
  }
}
