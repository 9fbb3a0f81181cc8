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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The command line of evse-bridge; where ser2net has an option, it means the same here. Its options
 * are made in code, as reading annotations takes a sixth of the start; those of the other commands
 * are annotated.
 */
public final class Main implements Callable<Integer> {
  private static final List<Class<?>> SUBCOMMANDS =
      List.of(
          CheckCommand.class,
          DiscoverCommand.class,
          GuardCommand.class,
          BridgeSchemaCommand.class,
          TakeoverCommand.class,
          GivebackCommand.class);

  private final OptionSpec debug = flag("Tell more, with stack traces.", "--debug");

  private final OptionSpec foreground =
      flag("Stay in the foreground; this program always does.", "-n", "-d");

  private final OptionSpec withoutLocks = flag("Do not lock devices with UUCP lock files.", "-u");

  private final OptionSpec pidFile =
      OptionSpec.builder("-P")
          .type(Path.class)
          .paramLabel("FILE")
          .description("Write the process's number there.")
          .build();

  private final OptionSpec idle =
      flag("With nothing to serve, wait for SIGHUP instead of ending; for a service.", "--idle");

  private final OptionSpec adminPort = hidden(String.class, "-p");

  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
  private final ConfigOptions files = new ConfigOptions(spec);

  private Main() {
    spec.name("evse-bridge")
        .versionProvider(() -> new String[] {Programs.version(Main.class)})
        .addOption(debug)
        .addOption(foreground)
        .addOption(withoutLocks)
        .addOption(pidFile)
        .addOption(idle)
        .addOption(adminPort)
        .addOption(hidden(boolean.class, "-b")) // this and the next ones: as in ser2net, unused
        .addOption(hidden(int.class, "-t"))
        .addOption(hidden(String.class, "-s"))
        .addOption(hidden(boolean.class, "-l"))
        .addOption(
            OptionSpec.builder("-v", "-V", "--version")
                .type(boolean.class)
                .versionHelp(true)
                .description("Print the version and end.")
                .build())
        .usageMessage()
        .description(
            "Serves serial ports to the network as ser2net does, and is a Modbus gateway.");
  }

  private static OptionSpec flag(String description, String name, String... others) {
    return OptionSpec.builder(name, others).type(boolean.class).description(description).build();
  }

  private static OptionSpec hidden(Class<?> type, String name) {
    return OptionSpec.builder(name).type(type).hidden(true).build();
  }

  public static void main(String[] arguments) {
    LogSetup.start();
    Programs.run(new Main().spec, SUBCOMMANDS, arguments);
  }

  /** The whole command line. */
  static CommandLine commandLine() {
    return Programs.commandLine(new Main().spec, SUBCOMMANDS);
  }

  ConfigOptions files() {
    return files;
  }

  private static boolean isGiven(OptionSpec flag) {
    return Boolean.TRUE.equals(flag.getValue());
  }

  @Override
  public Integer call() throws InterruptedException {
    if (isGiven(debug)) {
      LogSetup.level(true);
    }
    if (adminPort.getValue() != null) {
      throw new ParameterException(
          spec.commandLine(),
          "-p: there is no admin port here; leave it out, the signal SIGUSR1 shows what goes on");
    }
    PrintWriter err = spec.commandLine().getErr();
    Problems leftOut = new Problems();
    ConfigFiles named = files.files();
    BridgeConfig config;
    try {
      config = named.read(leftOut);
    } catch (ConfigException e) {
      e.problems().forEach(err::println);
      return ExitStatus.USAGE;
    }
    leftOut.all().forEach(problem -> err.println(problem + " (left out)"));
    config.notices().forEach(err::println);
    if (config.isEmpty() && !isGiven(idle)) {
      err.println("evse-bridge: " + ConfigFiles.nothing(config));
      return ExitStatus.USAGE;
    }
    Service service = new Service(named, config);
    if (!isGiven(foreground) && !isGiven(idle)) {
      service.staysInTheForeground();
    }
    return service.run(!isGiven(withoutLocks), Optional.ofNullable(pidFile.getValue()));
  }
}
