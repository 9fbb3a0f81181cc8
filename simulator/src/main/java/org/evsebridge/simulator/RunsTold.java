package org.evsebridge.simulator;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.evsebridge.simulator.report.Report;
import org.evsebridge.simulator.report.ScenarioReport;
import org.evsebridge.simulator.scenario.Job;

/** Prints what came out of each scenario as soon as all its runs are over. Not thread-safe. */
final class RunsTold implements Consumer<Report> {
  private final PrintWriter out;
  private final Map<String, Long> runsOfFile;
  private final List<ScenarioReport> told = new ArrayList<>();
  private final List<Report> ofOne = new ArrayList<>();

  /**
   * @param jobs the runs whose reports will come
   */
  RunsTold(PrintWriter out, List<Job> jobs) {
    this.out = out;
    this.runsOfFile =
        jobs.stream()
            .collect(
                Collectors.groupingBy(
                    job -> job.scenario().file().toString(), Collectors.counting()));
  }

  /** Takes the next report; those of one scenario come together. */
  @Override
  public void accept(Report report) {
    ofOne.add(report);
    if (ofOne.size() == runsOfFile.get(report.file())) {
      tell();
    }
  }

  /** What has been told. */
  List<ScenarioReport> told() {
    return List.copyOf(told);
  }

  private void tell() {
    ScenarioReport report = new ScenarioReport(List.copyOf(ofOne));
    ofOne.clear();
    told.add(report);
    out.print(report.text());
    out.flush();
  }
}
