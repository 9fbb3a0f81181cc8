package org.evsebridge.simulator;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.evsebridge.bridge.process.ExitStatus;
import org.evsebridge.simulator.report.Joined;
import org.evsebridge.simulator.report.ResultFile;
import org.evsebridge.simulator.report.ScenarioReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evse-simulator report}: joins what several machines found out. */
@Command(
    name = "report",
    description = {
      "Joins the results that 'evse-simulator test --shard I/N --json FILE' wrote on N machines.",
      "Ends with 0 when all checks passed, 1 when one did not or a part is missing, 2 when a file"
          + " is wrong or does not belong to the others."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Results, JSON.")
  private List<Path> files;

  @Mixin private ResultOptions results;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Optional<String> problem = results.problem(files);
    if (problem.isPresent()) {
      err.println("evse-simulator report: " + problem.get());
      return ExitStatus.USAGE;
    }
    try {
      results.forget();
    } catch (IOException e) {
      err.println("evse-simulator report: " + e.getMessage() + " cannot be replaced");
      return ExitStatus.FAILED;
    }
    List<ResultFile> parts = new ArrayList<>();
    for (Path file : files) {
      try {
        parts.add(ResultFile.read(file));
      } catch (IOException e) {
        err.println("evse-simulator report: " + e.getMessage());
      }
    }
    if (parts.size() < files.size()) {
      return ExitStatus.USAGE;
    }
    Joined joined = Joined.of(parts);
    joined.contradictions().forEach(line -> err.println("evse-simulator report: " + line));
    if (!joined.contradictions().isEmpty()) {
      return ExitStatus.USAGE;
    }
    return tell(joined);
  }

  private int tell(Joined joined) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    joined.reports().forEach(report -> out.print(report.text()));
    out.flush();
    joined.missing().forEach(line -> err.println("evse-simulator report: " + line));
    try {
      results.write(joined.reports());
    } catch (IOException e) {
      err.println("evse-simulator report: " + e.getMessage());
      return ExitStatus.FAILED;
    }
    return joined.missing().isEmpty() && joined.reports().stream().allMatch(ScenarioReport::passed)
        ? ExitStatus.STOPPED
        : ExitStatus.FAILED;
  }
}
