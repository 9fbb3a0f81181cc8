package org.evsebridge.simulator.report;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A scenario that all parts together were asked to run.
 *
 * @param file the scenario's, as it was given
 * @param seeds those with which it runs; empty for the station's own, with which it runs once
 */
public record Asked(String file, Optional<Seeds> seeds) {
  /** Which of its runs are not among some; empty where all are. */
  Optional<Asked> without(List<Report> runs) {
    List<Report> own = runs.stream().filter(run -> run.file().equals(file)).toList();
    if (seeds.isEmpty()) {
      return own.isEmpty() ? Optional.of(this) : Optional.empty();
    }
    Set<Long> made = own.stream().map(ScenarioReport::seed).collect(Collectors.toSet());
    List<Long> lost = seeds.get().values().stream().filter(seed -> !made.contains(seed)).toList();
    return lost.isEmpty()
        ? Optional.empty()
        : Optional.of(new Asked(file, Optional.of(Seeds.of(lost))));
  }

  @Override
  public String toString() {
    return file + seeds.map(some -> " with seeds " + some).orElse("");
  }
}
