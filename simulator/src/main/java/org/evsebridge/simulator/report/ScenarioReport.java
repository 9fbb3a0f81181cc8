package org.evsebridge.simulator.report;

import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.evsebridge.bridge.yaml.Durations;

/**
 * All runs of one scenario: one, or one for each of many seeds, then by their seeds.
 *
 * @param runs at least one, all with the same checks
 */
public record ScenarioReport(List<Report> runs) {
  /** So many ways in which seeds failed are told one by one; other seeds are only named. */
  private static final int MOST_TOLD = 20;

  /** Where the same was seen with all seeds. */
  static final String ALIKE =
      "all seeds alike: nothing that was seen here goes by the seed, one run says as much";

  /** Runs of several scenarios by their scenarios, in the order in which these come first. */
  public static List<ScenarioReport> of(List<Report> runs) {
    Map<List<String>, List<Report>> byScenario = new LinkedHashMap<>();
    for (Report run : runs) {
      byScenario.computeIfAbsent(List.of(run.file(), run.name()), k -> new ArrayList<>()).add(run);
    }
    return byScenario.values().stream()
        .map(some -> some.stream().sorted((a, b) -> Long.compare(seed(a), seed(b))).toList())
        .map(ScenarioReport::new)
        .toList();
  }

  static long seed(Report run) {
    return run.seed().orElse(0);
  }

  public boolean passed() {
    return runs.stream().allMatch(Report::passed);
  }

  public String file() {
    return runs.get(0).file();
  }

  public String name() {
    return runs.get(0).name();
  }

  /** Whether it ran with seeds of its own choice, not just with the station's. */
  public boolean isSeeded() {
    return runs.get(0).seed().isPresent();
  }

  /** What its runs took outside, one after the other. */
  public Duration took() {
    return runs.stream().map(Report::took).reduce(Duration.ZERO, Duration::plus);
  }

  /** The runs that failed. */
  public List<Report> failed() {
    return runs.stream().filter(run -> !run.passed()).toList();
  }

  /** What came out of each check with all the seeds. */
  List<List<Verdict>> byCheck() {
    return IntStream.range(0, runs.get(0).verdicts().size())
        .mapToObj(check -> runs.stream().map(run -> run.verdicts().get(check)).toList())
        .toList();
  }

  /** A block of lines for people. */
  public String text() {
    return isSeeded() ? ofSeeds() : runs.get(0).text();
  }

  private String ofSeeds() {
    StringBuilder text = new StringBuilder(Report.title(file(), name()));
    byCheck().forEach(check -> text.append(ofCheck(check)));
    List<Report> failed = failed();
    Map<String, List<Report>> byFailures =
        failed.stream()
            .collect(groupingBy(Report::failures, LinkedHashMap::new, Collectors.toList()));
    byFailures.entrySet().stream()
        .limit(MOST_TOLD)
        .forEach(
            alike ->
                text.append(alike.getValue().size() == 1 ? "        seed " : "        seeds ")
                    .append(seeds(alike.getValue()))
                    .append(": ")
                    .append(alike.getKey())
                    .append('\n'));
    if (areAlike()) {
      text.append("  ").append(ALIKE).append('\n');
    }
    text.append(sum(failed));
    return text.toString();
  }

  /** Whether there are several seeds, and the same was seen with each. */
  boolean areAlike() {
    Report first = runs.get(0);
    return runs.size() > 1
        && runs.stream()
            .allMatch(
                run ->
                    run.verdicts().equals(first.verdicts())
                        && run.happenings().equals(first.happenings()));
  }

  private static String ofCheck(List<Verdict> verdicts) {
    long passed = verdicts.stream().filter(Verdict::passed).count();
    String seen = passed + " of " + verdicts.size();
    String spread = Distribution.of(verdicts).map(d -> ", " + d.text()).orElse("");
    return Report.line(passed == verdicts.size(), verdicts.get(0).expected(), seen + spread);
  }

  private String sum(List<Report> failed) {
    Duration simulated = runs.stream().map(Report::simulated).reduce(Duration.ZERO, Duration::plus);
    String line =
        String.format(
            Locale.ROOT,
            "  %d of %d seeds passed, %s simulated in %.1f s of processor time%n",
            runs.size() - failed.size(),
            runs.size(),
            Durations.format(simulated),
            Report.seconds(took()));
    return failed.isEmpty()
        ? line
        : line + "  again: test " + file() + " --seeds " + seeds(failed) + "\n";
  }

  /** The seeds of some runs, as {@code --seeds} takes them. */
  public static Seeds seeds(List<Report> some) {
    return Seeds.of(some.stream().map(ScenarioReport::seed).toList());
  }
}
