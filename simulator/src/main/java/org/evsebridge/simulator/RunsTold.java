package org.evsebridge.simulator;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.evsebridge.simulator.report.Report;
import org.evsebridge.simulator.report.ScenarioReport;

/** Prints what came out of each scenario as soon as all its runs are over. Not thread-safe. */
final class RunsTold implements Consumer<Report> {
  private final PrintWriter out;
  private final List<ScenarioReport> told = new ArrayList<>();
  private final List<Report> ofOne = new ArrayList<>();

  RunsTold(PrintWriter out) {
    this.out = out;
  }

  /** Takes the next report; those of one scenario come together. */
  @Override
  public void accept(Report report) {
    if (!ofOne.isEmpty() && !ofOne.get(0).file().equals(report.file())) {
      tell();
    }
    ofOne.add(report);
  }

  /** Prints the last; returns all. */
  List<ScenarioReport> end() {
    if (!ofOne.isEmpty()) {
      tell();
    }
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
