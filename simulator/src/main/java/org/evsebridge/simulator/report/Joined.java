package org.evsebridge.simulator.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What several machines found out, put together.
 *
 * @param reports one a scenario
 * @param contradictions why the parts do not belong together, a sentence each
 * @param missing which parts nobody gave, or which runs nobody made, a sentence each
 */
public record Joined(
    List<ScenarioReport> reports, List<String> contradictions, List<String> missing) {

  /** Joins parts, of which there is at least one. */
  public static Joined of(List<ResultFile> parts) {
    List<Report> runs = parts.stream().flatMap(part -> part.runs().stream()).toList();
    List<ScenarioReport> reports = ScenarioReport.of(runs);
    List<String> contradictions = new ArrayList<>();
    int count = parts.get(0).shard().count();
    for (ResultFile part : parts) {
      if (part.shard().count() != count) {
        contradictions.add(
            "parts "
                + parts.get(0).shard()
                + " and "
                + part.shard()
                + " are not parts of the same runs");
      }
      contradictions.addAll(notAsked(parts.get(0), part));
      contradictions.addAll(notAsked(part, parts.get(0)));
    }
    for (ScenarioReport report : reports) {
      contradictions.addAll(contradictions(report));
    }
    Set<Integer> given = new HashSet<>(parts.stream().map(part -> part.shard().index()).toList());
    List<String> missing =
        IntStream.rangeClosed(1, count)
            .filter(index -> !given.contains(index))
            .mapToObj(index -> "part " + new Shard(index, count) + " is missing")
            .toList();
    return new Joined(
        reports,
        List.copyOf(contradictions),
        missing.isEmpty() ? notMade(parts.get(0).asked(), runs) : missing);
  }

  /** What one part was asked to run and another was not. */
  private static List<String> notAsked(ResultFile one, ResultFile other) {
    return one.asked().stream()
        .filter(scenario -> !other.asked().contains(scenario))
        .map(
            scenario ->
                String.format(
                    "part %s was asked for %s and part %s was not: give all of them the same files"
                        + " and seeds",
                    one.shard(), scenario, other.shard()))
        .toList();
  }

  /** With files that are not the same on all machines a run may have been nobody's. */
  private static List<String> notMade(List<Asked> asked, List<Report> runs) {
    return asked.stream()
        .flatMap(scenario -> scenario.without(runs).stream())
        .map(lost -> lost + " was run in none of the parts: they ran different files")
        .toList();
  }

  private static List<String> contradictions(ScenarioReport report) {
    List<String> found = new ArrayList<>();
    List<String> checks = checks(report.runs().get(0));
    Set<Long> seeds = new HashSet<>();
    for (Report run : report.runs()) {
      String which =
          report.file()
              + run.seed().stream().mapToObj(s -> " with seed " + s).findFirst().orElse("");
      if (!seeds.add(run.seed().orElse(-1))) {
        found.add(which + " is in two of the files");
      }
      if (!checks(run).equals(checks)) {
        found.add(which + " has other checks than the rest: the parts ran different files");
      }
    }
    return found;
  }

  private static List<String> checks(Report run) {
    return run.verdicts().stream().map(Verdict::expected).toList();
  }
}
