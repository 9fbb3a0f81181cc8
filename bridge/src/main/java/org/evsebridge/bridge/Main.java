package org.evsebridge.bridge;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.evsebridge.bridge.process.ExitStatus;
import org.evsebridge.bridge.process.LogSetup;
import org.evsebridge.bridge.process.Programs;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of evse-bridge; where ser2net has an option, it means the same here. */
@Command(
    name = "evse-bridge",
    description = "Serves serial ports to the network as ser2net does, and is a Modbus gateway.",
    versionProvider = Main.Version.class)
public final class Main implements Callable<Integer> {
  private static final List<Class<?>> SUBCOMMANDS =
      List.of(
          CheckCommand.class,
          DiscoverCommand.class,
          GuardCommand.class,
          BridgeSchemaCommand.class,
          TakeoverCommand.class,
          GivebackCommand.class);

  @Mixin private ConfigFiles files;

  @Option(names = "--debug", description = "Tell more, with stack traces.")
  private boolean debug;

  @Option(
      names = {"-n", "-d"},
      description = "Stay in the foreground; this program always does.")
  private boolean foreground;

  @Option(names = "-u", description = "Do not lock devices with UUCP lock files.")
  private boolean withoutLocks;

  @Option(names = "-P", paramLabel = "FILE", description = "Write the process's number there.")
  private Path pidFile;

  @Option(
      names = "--idle",
      description = "With nothing to serve, wait for SIGHUP instead of ending; for a service.")
  private boolean idle;

  @Option(names = "-b", hidden = true, description = "As in ser2net without effect.")
  private boolean cisco;

  @Option(names = "-t", hidden = true, paramLabel = "THREADS", description = "Without effect.")
  private int threads;

  @Option(names = "-s", hidden = true, description = "As in ser2net without effect.")
  private String signature; // the option signature has a default of its own

  @Option(names = "-l", hidden = true, description = "Without effect.")
  private boolean[] logLevel = {};

  @Option(names = "-p", hidden = true, description = "Refused: an admin port.")
  private String adminPort;

  @Option(
      names = {"-v", "-V", "--version"},
      versionHelp = true,
      description = "Print the version and end.")
  private boolean version;

  @Mixin private HelpOption help;

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    LogSetup.start();
    Programs.run(new Main(), SUBCOMMANDS, arguments);
  }

  /** The whole command line. */
  static CommandLine commandLine() {
    return Programs.commandLine(new Main(), SUBCOMMANDS);
  }

  ConfigFiles files() {
    return files;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (debug) {
      LogSetup.level(true);
    }
    if (adminPort != null) {
      throw new ParameterException(
          spec.commandLine(),
          "-p: there is no admin port here; leave it out, the signal SIGUSR1 shows what goes on");
    }
    PrintWriter err = spec.commandLine().getErr();
    Problems leftOut = new Problems();
    BridgeConfig config;
    try {
      config = files.read(leftOut);
    } catch (ConfigException e) {
      e.problems().forEach(err::println);
      return ExitStatus.USAGE;
    }
    leftOut.all().forEach(problem -> err.println(problem + " (left out)"));
    config.notices().forEach(err::println);
    if (config.isEmpty() && !idle) {
      err.println("evse-bridge: " + ConfigFiles.nothing(config));
      return ExitStatus.USAGE;
    }
    Service service = new Service(files, config);
    if (!foreground && !idle) {
      service.staysInTheForeground();
    }
    return service.run(!withoutLocks, Optional.ofNullable(pidFile));
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {Programs.version(Main.class)};
    }
  }
}
