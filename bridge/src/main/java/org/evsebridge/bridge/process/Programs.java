package org.evsebridge.bridge.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.evsebridge.bridge.yaml.Durations;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** How both programs read their command line: wrong usage is one line on standard error. */
public final class Programs {
  private static final String HELP = "--help";

  /** What a subcommand's name looks like; the names of files rarely do. */
  private static final Pattern A_WORD = Pattern.compile("[a-z]+");

  private Programs() {}

  /**
   * Runs a command and ends the JVM with its status; native code that is missing is one line.
   *
   * @param subcommands annotated with their names; made only when the arguments call for them, as
   *     making all of them takes a tenth of the start
   */
  public static void run(CommandSpec command, List<Class<?>> subcommands, String... arguments) {
    NettySettings.apply();
    CommandLine line = commandLine(command, calledFor(subcommands, List.of(arguments)));
    try {
      System.exit(line.execute(arguments));
    } catch (UnsatisfiedLinkError e) {
      line.getErr().println(line.getCommandName() + ": " + e.getMessage());
      System.exit(ExitStatus.FAILED);
    }
  }

  private static List<Class<?>> calledFor(List<Class<?>> subcommands, List<String> arguments) {
    if (arguments.stream().anyMatch(Programs::asksForHelp)) {
      return subcommands;
    }
    Set<String> words =
        arguments.stream()
            .filter(argument -> A_WORD.matcher(argument).matches())
            .collect(Collectors.toSet());
    return words.isEmpty() // then no annotation need be read
        ? List.of()
        : subcommands.stream()
            .filter(type -> words.contains(type.getAnnotation(Command.class).name()))
            .toList();
  }

  /** Also within a cluster of short options, such as -nh. */
  private static boolean asksForHelp(String argument) {
    return argument.equals(HELP)
        || argument.startsWith("-") && !argument.startsWith("--") && argument.contains("h");
  }

  /**
   * The command line of a program with some subcommands, annotated with their names; each has an
   * option for help.
   */
  public static CommandLine commandLine(CommandSpec command, List<Class<?>> subcommands) {
    CommandLine line = new CommandLine(command);
    subcommands.forEach(line::addSubcommand);
    helpIn(command);
    line.getSubcommands().values().forEach(subcommand -> helpIn(subcommand.getCommandSpec()));
    if (Journal.isStandardError()) {
      line.setErr(Journal.errors());
    }
    return line.setOverwrittenOptionsAllowed(
            true) // as in ser2net: -n and -d together, -c more than once
        .registerConverter(
            Duration.class, text -> read(text, "a duration such as 10m or 30s", Durations::parse))
        .registerConverter(
            PortNumber.class, text -> read(text, "a port, 0 to 65535", PortNumber::parse))
        .setParameterExceptionHandler(Programs::badUsage);
  }

  private static void helpIn(CommandSpec command) {
    if (!command.optionsMap().containsKey(HELP)) {
      command.addOption(
          OptionSpec.builder("-h", HELP)
              .type(boolean.class)
              .usageHelp(true)
              .description("Print this and end.")
              .build());
    }
  }

  private static <T> T read(String text, String expected, Function<String, Optional<T>> parser) {
    return parser
        .apply(text)
        .orElseThrow(() -> new TypeConversionException("'" + text + "' is not " + expected));
  }

  private static int badUsage(ParameterException e, String... arguments) {
    CommandLine command = e.getCommandLine();
    command
        .getErr()
        .println(
            command.getCommandSpec().qualifiedName()
                + ": "
                + e.getMessage().lines().findFirst().orElse("wrong usage")
                + "; --help lists the options");
    return ExitStatus.USAGE;
  }

  /** The program's version alone; {@code 0} for one that is not built as a jar. */
  public static String versionNumber(Class<?> program) {
    String version = program.getPackage().getImplementationVersion();
    return version == null ? "0" : version;
  }

  /** What {@code --version} prints: name and version from the jar's manifest. */
  public static String version(Class<?> program) {
    Package home = program.getPackage();
    String version = home.getImplementationVersion();
    return home.getImplementationTitle() == null
        ? "not built as a jar"
        : home.getImplementationTitle() + " " + version;
  }
}
