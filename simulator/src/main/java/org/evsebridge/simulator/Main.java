package org.evsebridge.simulator;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.evsebridge.bridge.process.ExitStatus;
import org.evsebridge.bridge.process.LogSetup;
import org.evsebridge.bridge.process.Port;
import org.evsebridge.bridge.process.Programs;
import org.evsebridge.bridge.process.Signals;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.simulator.config.HttpSettings;
import org.evsebridge.simulator.config.RigFile;
import org.evsebridge.simulator.rig.Console;
import org.evsebridge.simulator.rig.Rig;
import org.evsebridge.simulator.rig.RigException;
import org.evsebridge.simulator.rig.RigOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of evse-simulator. */
@Command(
    name = "evse-simulator",
    description = {
      "A charging station without hardware: charging module, car, smart meter and house, with the"
          + " bridge in front.",
      "Without options it runs the default rig until Ctrl-C."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = {TestCommand.class, ControllerCommand.class, SchemaCommand.class},
    versionProvider = Main.Version.class)
public final class Main implements Callable<Integer> {
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
  private Port httpPort = new Port(8080);

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "A rig.yaml: another station than the default one.")
  private Path file;

  @Option(
      names = "--no-bridge",
      description = "Only the virtual serial ports, no TCP ports for meter and module.")
  private boolean noBridge;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "End by itself after this long, such as 90s or 10m.")
  private Duration runFor;

  @Option(names = "--debug", description = "Tell more, with stack traces.")
  private boolean debug;

  @Spec private CommandSpec spec;

  private final CountDownLatch stop;

  Main(CountDownLatch stop) {
    this.stop = stop;
  }

  public static void main(String[] arguments) {
    CountDownLatch stop = new CountDownLatch(1);
    Signals.on("INT", stop::countDown);
    Signals.on("TERM", stop::countDown);
    Programs.run(new Main(stop), arguments);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (debug) {
      LogSetup.level(true);
    }
    Hangup.endsBy(stop::countDown);
    RigFile wanted;
    try {
      wanted = file == null ? RigFile.DEFAULT : RigFile.read(file);
    } catch (ConfigException e) {
      e.problems().forEach(spec.commandLine().getErr()::println);
      return ExitStatus.USAGE;
    }
    boolean bridge = wanted.bridge() && !noBridge;
    RigOptions options = new RigOptions(dir, ports.host(), ports.p1(), ports.modbus(), bridge);
    HttpSettings http = wanted.http();
    try (Rig rig = Rig.start(options, wanted.station())) {
      rig.serveControl(
          isGiven("--host") ? ports.host() : http.host().orElse(ports.host()),
          isGiven("--http-port") ? httpPort.number() : http.port().orElse(httpPort.number()),
          http.token());
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

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {Programs.version(Main.class)};
    }
  }
}
