package org.evsebridge.simulator;

import java.nio.file.Path;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.evsebridge.bridge.process.ExitStatus;
import org.evsebridge.bridge.process.LogSetup;
import org.evsebridge.bridge.process.Programs;
import org.evsebridge.bridge.process.Signals;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.simulator.config.RigFile;
import org.evsebridge.simulator.time.SimulatedClock;
import picocli.CommandLine;
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
    versionProvider = Main.Version.class)
public final class Main implements Callable<Integer> {
  private static final List<Class<?>> SUBCOMMANDS =
      List.of(
          TestCommand.class,
          ReportCommand.class,
          ControllerCommand.class,
          ReplayCommand.class,
          SimulatorSchemaCommand.class);

  @Mixin private RigRun run;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "A rig.yaml: another station than the default one.")
  private Path file;

  @Option(names = "--debug", description = "Tell more, with stack traces.")
  private boolean debug;

  @Spec private CommandSpec spec;

  private final CountDownLatch stop;

  Main(CountDownLatch stop) {
    this.stop = stop;
  }

  public static void main(String[] arguments) {
    // Whatever the machine's zone is: telegrams, reports, the API and the log tell one time.
    TimeZone.setDefault(TimeZone.getTimeZone(SimulatedClock.ZONE));
    LogSetup.start();
    Main rig = new Main(new CountDownLatch(1));
    Programs.run(CommandSpec.forAnnotatedObject(rig), SUBCOMMANDS, arguments);
  }

  /** The whole command line. */
  static CommandLine commandLine(CountDownLatch stop) {
    return Programs.commandLine(CommandSpec.forAnnotatedObject(new Main(stop)), SUBCOMMANDS);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (debug) {
      LogSetup.level(true);
    }
    // Of the rig alone: a signal ends any other command at once, unless it says otherwise.
    Signals.on("INT", stop::countDown);
    Signals.on("TERM", stop::countDown);
    Hangup.endsBy(stop::countDown);
    RigFile wanted;
    try {
      wanted = file == null ? RigFile.DEFAULT : RigFile.read(file);
    } catch (ConfigException e) {
      e.problems().forEach(spec.commandLine().getErr()::println);
      return ExitStatus.USAGE;
    }
    return run.until(stop, wanted);
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {Programs.version(Main.class)};
    }
  }
}
