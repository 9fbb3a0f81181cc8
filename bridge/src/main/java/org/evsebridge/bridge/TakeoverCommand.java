package org.evsebridge.bridge;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.evsebridge.bridge.process.ExitStatus;
import org.evsebridge.bridge.takeover.Plan;
import org.evsebridge.bridge.takeover.Takeover;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;
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

  @Spec private CommandSpec spec;

  private static Plan read(List<Path> files) throws Takeover.Refused {
    Problems leftOut = new Problems();
    try {
      BridgeConfig config = BridgeReader.read(files, leftOut);
      leftOut.throwIfAny();
      return new Plan(config.connections(), config.p1Ports());
    } catch (ConfigException e) {
      throw new Takeover.Refused(
          e.problems().stream().map(Object::toString).collect(Collectors.joining("\n")));
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      return new Takeover(TakeoverCommand::read, watch, spec.commandLine().getOut()::println).run()
          ? ExitStatus.STOPPED
          : ExitStatus.FAILED;
    } catch (Takeover.Refused e) {
      spec.commandLine().getErr().println("evse-bridge takeover: " + e.getMessage());
      return ExitStatus.USAGE;
    }
  }
}
