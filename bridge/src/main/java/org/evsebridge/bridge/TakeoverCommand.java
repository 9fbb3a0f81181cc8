package org.evsebridge.bridge;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.evsebridge.bridge.process.ExitStatus;
import org.evsebridge.bridge.takeover.Takeover;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes ser2net's place on this machine. */
@Command(
    name = "takeover",
    description =
        "Take ser2net's place with its own file: stop and disable it, start the bridge, and undo"
            + " all of it if a port that gave bytes gives none any more. As root.")
final class TakeoverCommand implements Callable<Integer> {
  @Option(
      names = "--watch",
      paramLabel = "DURATION",
      description =
          "How long each port is watched, before and after (default: 12s, for meters that send"
              + " every ten seconds).")
  private Duration watch = Duration.ofSeconds(12);

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this and end.")
  private boolean help;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    try {
      return new Takeover(watch, spec.commandLine().getOut()::println).run()
          ? ExitStatus.STOPPED
          : ExitStatus.FAILED;
    } catch (Takeover.Refused e) {
      spec.commandLine().getErr().println("evse-bridge takeover: " + e.getMessage());
      return ExitStatus.USAGE;
    }
  }
}
