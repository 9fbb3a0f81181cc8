package org.evsebridge.simulator;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.evsebridge.bridge.process.ExitStatus;
import org.evsebridge.bridge.process.PortNumber;
import org.evsebridge.simulator.config.HttpSettings;
import org.evsebridge.simulator.config.RigFile;
import org.evsebridge.simulator.rig.Console;
import org.evsebridge.simulator.rig.Rig;
import org.evsebridge.simulator.rig.RigException;
import org.evsebridge.simulator.rig.RigOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of the commands that run a rig, and running it. */
final class RigRun {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Where the virtual serial ports appear (default: evse-rig under the temporary folder).")
  private Path dir = Path.of(System.getProperty("java.io.tmpdir"), "evse-rig");

  @Mixin private PortOptions ports;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "The control API's TCP port, 0 for a free one (default: ${DEFAULT-VALUE}).")
  private PortNumber httpPort = new PortNumber(RigOptions.HTTP_PORT);

  @Option(
      names = "--http-token",
      paramLabel = "WORD",
      converter = Parsed.OfToken.class,
      defaultValue = "${env:EVSE_HTTP_TOKEN}",
      description =
          "What callers of the control API must know; EVSE_HTTP_TOKEN in the environment says it"
              + " without showing it to other users.")
  private String token;

  @Option(
      names = "--no-bridge",
      description = "Only the virtual serial ports, no TCP ports for meter and module.")
  private boolean noBridge;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "End by itself after this long, such as 90s or 10m.")
  private Duration runFor;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /**
   * Runs a rig until it is stopped or its time is over.
   *
   * @return an exit status
   */
  int until(CountDownLatch stop, RigFile wanted) throws InterruptedException {
    RigOptions options =
        new RigOptions(
            dir,
            ports.host(),
            ports.p1(),
            ports.modbus(),
            wanted.bridge().running(wanted.bridge().enabled() && !noBridge));
    HttpSettings http = wanted.http();
    try (Rig rig = Rig.start(options, wanted.station());
        FreedMemory memory = FreedMemory.goesBack(FreedMemory.EVERY)) {
      rig.serveControl(
          isGiven("--host") ? ports.host() : http.host().orElse(ports.host()),
          isGiven("--http-port") ? httpPort.number() : http.port().orElse(httpPort.number()),
          Optional.ofNullable(token).or(http::token));
      new Console(rig, new PrintStream(System.out, true), stop).run(runFor);
      return ExitStatus.STOPPED;
    } catch (RigException e) {
      spec.commandLine().getErr().println("evse-simulator: " + e.getMessage());
      return ExitStatus.FAILED;
    }
  }

  /** What the command line says counts before rig.yaml. */
  private boolean isGiven(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }
}
