package org.evsebridge.bridge;

import java.util.concurrent.Callable;
import org.evsebridge.bridge.process.ExitStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what an editor needs to know of a bridge.yaml. */
@Command(
    name = "schema",
    description = "Print the JSON Schema of bridge.yaml, with which editors complete its keys.")
final class BridgeSchemaCommand implements Callable<Integer> {
  @Option(
      names = "--example",
      description = "Print a bridge.yaml instead that shows every key with its default.")
  private boolean example;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(example ? BridgeFile.example() : BridgeFile.schema());
    spec.commandLine().getOut().flush();
    return ExitStatus.STOPPED;
  }
}
