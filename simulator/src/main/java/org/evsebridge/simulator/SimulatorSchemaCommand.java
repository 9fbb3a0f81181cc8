package org.evsebridge.simulator;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.evsebridge.bridge.process.ExitStatus;
import org.evsebridge.simulator.config.RigFile;
import org.evsebridge.simulator.scenario.ScenarioReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evse-simulator schema}: what an editor needs to know of a rig.yaml or a scenario. */
@Command(
    name = "schema",
    description =
        "Prints the JSON Schema of rig.yaml or of scenarios, with which editors complete keys.",
    mixinStandardHelpOptions = true)
final class SimulatorSchemaCommand implements Callable<Integer> {
  /** The files that the simulator reads. */
  enum Document {
    RIG(RigFile::schema, RigFile::example),
    SCENARIO(ScenarioReader::schema, ScenarioReader::example);

    private final Supplier<String> schema;
    private final Supplier<String> example;

    Document(Supplier<String> schema, Supplier<String> example) {
      this.schema = schema;
      this.example = example;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "FILE", description = "${COMPLETION-CANDIDATES}.")
  private Document file;

  @Option(
      names = "--example",
      description = "Print a file instead that shows every key with its default.")
  private boolean example;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(example ? file.example.get() : file.schema.get());
    spec.commandLine().getOut().flush();
    return ExitStatus.STOPPED;
  }
}
