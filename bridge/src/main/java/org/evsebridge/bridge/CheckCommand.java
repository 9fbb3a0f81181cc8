package org.evsebridge.bridge;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.evsebridge.bridge.process.ExitStatus;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Says what a configuration would do, or what is wrong with it, and touches nothing. */
@Command(
    name = "check",
    description = "Say what the configuration would do or what is wrong with it; touch nothing.")
final class CheckCommand implements Callable<Integer> {
  @ParentCommand private Main main;
  @Mixin private ConfigFiles files;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this and end.")
  private boolean help;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Problems problems = new Problems();
    boolean runs = true;
    try {
      BridgeConfig config = files.behind(main.files()).read(problems);
      Description.of(config).forEach(out::println);
      config.notices().forEach(out::println);
      runs = !config.isEmpty();
    } catch (ConfigException e) {
      e.problems().forEach(problem -> problems.add(problem.at(), problem.text()));
    }
    problems.all().forEach(err::println);
    if (!runs) {
      err.println("evse-bridge: " + ConfigFiles.NOTHING);
    }
    return runs && problems.isEmpty() ? ExitStatus.STOPPED : ExitStatus.USAGE;
  }
}
