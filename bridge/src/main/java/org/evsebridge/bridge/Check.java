package org.evsebridge.bridge;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.evsebridge.bridge.config.ser2net.Ser2netRotator;
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
final class Check implements Callable<Integer> {
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
      describe(config, out);
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

  private static void describe(BridgeConfig config, PrintWriter out) {
    config
        .connections()
        .forEach(
            c ->
                out.println(
                    c.name()
                        + (c.enabled() ? ": " : " (disabled): ")
                        + c.accepter().text()
                        + " <-> "
                        + c.connector().text()));
    config.rotators().forEach(r -> out.println(described(r, config.members(r))));
    config.p1Ports().forEach(p -> out.println(p.name() + " <- " + p.device() + " " + p.settings()));
    config.modbusProxies().forEach(m -> out.println(m.name() + " <-> " + m.line().name()));
  }

  private static String described(Ser2netRotator rotator, List<String> members) {
    List<String> missing = new ArrayList<>(rotator.connections());
    missing.removeAll(members);
    return rotator.name()
        + ": "
        + rotator.accepter().text()
        + " <-> "
        + (members.isEmpty() ? "nobody" : "one of " + String.join(", ", members))
        + (missing.isEmpty() ? "" : "; left out: " + String.join(", ", missing));
  }
}
