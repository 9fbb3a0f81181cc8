package org.evsebridge.simulator.scenario;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.simulator.config.EepromFile;
import org.evsebridge.simulator.report.Report;
import org.evsebridge.simulator.report.Verdict;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.time.SimulatedClock;

/**
 * One run that is to be made.
 *
 * @param seed that of the run, where the scenario has several
 */
public record Job(Scenario scenario, OptionalLong seed) {
  /**
   * How many simulated seconds a core steps in a second, roughly: it only weighs runs that need no
   * ports against those that keep real time.
   */
  private static final long PACE = 10_000;

  /** The runs of a scenario, one for each of its seeds. */
  public static List<Job> of(Scenario scenario) {
    return scenario
        .seeds()
        .map(
            seeds ->
                seeds.values().stream()
                    .map(s -> new Job(scenario.withSeed(s), OptionalLong.of(s)))
                    .toList())
        .orElseGet(() -> List.of(new Job(scenario, OptionalLong.empty())));
  }

  /** How long it will take, roughly. */
  public Duration expected() {
    return scenario.isExternal() ? scenario.runs() : scenario.runs().dividedBy(PACE);
  }

  /**
   * What came out of it when it could not begin: it has not passed.
   *
   * @param why such as that a port is in use
   */
  public Report cannotRun(String why) {
    String whole = "runs for " + Durations.format(scenario.runs());
    return new Report(
        scenario.file().toString(),
        scenario.name(),
        seed,
        List.of(Verdict.of(whole, false, why)),
        List.of(),
        Optional.empty(),
        Duration.ZERO,
        Duration.ZERO);
  }

  /**
   * Makes it without anything outside, as fast as the machine can.
   *
   * @throws ConfigException when the file of a module's EEPROM cannot be used
   */
  public Report stepped(Optional<Recorder> recorder) throws ConfigException {
    return stepped(recorder, run -> {});
  }

  /**
   * The same.
   *
   * @param begun gets the run before its first step
   */
  public Report stepped(Optional<Recorder> recorder, Consumer<Run> begun) throws ConfigException {
    ZonedDateTime unused = ZonedDateTime.now(SimulatedClock.ZONE); // the scenario has a start
    Station station = new Station(scenario.station(), EepromFile::open, unused, t -> {});
    Run run = new Run(this, station, recorder);
    begun.accept(run);
    while (!run.isOver() && run.fault().isEmpty()) {
      run.tick(SimulatedClock.STEP);
    }
    Report report = run.fault().map(run::cutShort).orElseGet(run::report);
    // Of thousands only those that somebody will look into keep their plots.
    return seed.isPresent() && report.passed() ? report.withoutSeries() : report;
  }
}
