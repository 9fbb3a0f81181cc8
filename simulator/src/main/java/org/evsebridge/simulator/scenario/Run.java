package org.evsebridge.simulator.scenario;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.simulator.config.EepromFile;
import org.evsebridge.simulator.house.House;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.time.SimulatedClock;
import org.evsebridge.simulator.time.Ticking;

/**
 * A scenario at work: ticks the station and its controller, lets events happen and looks at the
 * checks after each step. What has been asked for is over when {@link #isOver()}; further ticks do
 * nothing.
 */
public final class Run implements Ticking {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final Duration DAY = Duration.ofDays(1);

  private final Scenario scenario;
  private final Station station;
  private final World world;
  private final Optional<Recorder> recorder;
  private final ZonedDateTime start;
  private final long began = System.nanoTime();
  private final List<Event> pending;
  private final Map<String, Duration> happened = new LinkedHashMap<>();
  private final List<Check> checks;
  private final List<String> happenings = new ArrayList<>();
  private int blownFuses;
  private volatile Duration simulated = Duration.ZERO;

  /**
   * @param station built from the scenario's settings, at their start
   * @param recorder gets a row each simulated second
   */
  public Run(Scenario scenario, Station station, Optional<Recorder> recorder) {
    this.scenario = scenario;
    this.station = station;
    this.world = new World(station, scenario);
    this.recorder = recorder;
    this.start = station.ask(m -> m.clock().instant().atZone(m.clock().zone()));
    this.pending = new ArrayList<>(scenario.events());
    this.checks = scenario.expectations().stream().map(Check::new).toList();
  }

  /**
   * Runs a scenario without anything outside, as fast as the machine can, with each of its seeds.
   *
   * @param recorder of the run; nothing is recorded where there are several
   * @throws ConfigException when the file of a module's EEPROM cannot be used
   */
  public static Report stepped(Scenario scenario, Optional<Recorder> recorder)
      throws ConfigException, InterruptedException {
    return scenario.seeds().isPresent()
        ? SeedRuns.run(scenario, scenario.seeds().get())
        : once(scenario, recorder);
  }

  /** Runs it once. */
  static Report once(Scenario scenario, Optional<Recorder> recorder) throws ConfigException {
    ZonedDateTime unused = ZonedDateTime.now(SimulatedClock.ZONE); // the scenario has a start
    Run run =
        new Run(
            scenario, new Station(scenario.station(), EepromFile::open, unused, t -> {}), recorder);
    while (!run.isOver()) {
      run.tick(SimulatedClock.STEP);
    }
    return run.report();
  }

  public boolean isOver() {
    return simulated.compareTo(scenario.runs()) >= 0;
  }

  /** Whether the scenario wants its controller to be at work now; may be asked from any thread. */
  public boolean isControllerAlive() {
    return world.isControllerAlive();
  }

  @Override
  public void tick(Duration step) {
    if (!isOver()) {
      station.ask(models -> stepWithLock(step));
    }
  }

  private Duration stepWithLock(Duration step) {
    letEventsHappen(world.models());
    world.tick(step);
    simulated = simulated.plus(step);
    Station.Models models = world.models();
    noteBlownFuses(models.house());
    for (Check check : checks) {
      check.look(simulated, models);
    }
    recorder.ifPresent(file -> file.look(models));
    return simulated;
  }

  private void letEventsHappen(Station.Models models) {
    for (Iterator<Event> events = pending.iterator(); events.hasNext(); ) {
      Event event = events.next();
      if (isDue(event, models)) {
        events.remove();
        event.names().forEach(name -> happened.putIfAbsent(name, simulated));
        happenings.add(clock(simulated) + " " + event.text());
        event.actions().forEach(action -> action.act().accept(world));
        checks.forEach(check -> check.happened(happened));
      }
    }
  }

  private boolean isDue(Event event, Station.Models models) {
    if (event.at().isPresent()) {
      return event.at().get().compareTo(simulated) <= 0;
    }
    Condition when = event.when().orElseThrow();
    return when.holds(when.quantity().of(models));
  }

  private void noteBlownFuses(House house) {
    for (; blownFuses < house.blownFuses().size(); blownFuses++) {
      House.BlownFuse blown = house.blownFuses().get(blownFuses);
      happenings.add(
          String.format(
              Locale.ROOT,
              "%s the main fuse of %s blows at %.1f A",
              clock(Duration.between(start.toInstant(), blown.at())),
              blown.phase(),
              blown.amperes()));
    }
  }

  /** What came out; asked when it is over. */
  public Report report() {
    return report(List.of());
  }

  /**
   * What came out of a run that did not reach its end: it has not passed, whatever was seen.
   *
   * @param why such as "interrupted"
   */
  public Report cutShort(String why) {
    String whole = Durations.format(scenario.runs());
    return station.ask( // whose time may still be passing
        models -> {
          String seen = why + " after " + Durations.format(simulated) + " of " + whole;
          return report(List.of(new Check.Verdict("runs for " + whole, false, seen)));
        });
  }

  private Report report(List<Check.Verdict> more) {
    List<Check.Verdict> verdicts = new ArrayList<>(more);
    checks.forEach(check -> verdicts.add(check.verdict(this::clock)));
    return new Report(
        scenario,
        List.copyOf(verdicts),
        List.copyOf(happenings),
        simulated,
        Duration.ofNanos(System.nanoTime() - began));
  }

  private String clock(Duration sinceStart) {
    Instant instant = start.toInstant().plus(sinceStart);
    String time = TIME.format(instant.atZone(start.getZone()));
    return scenario.runs().compareTo(DAY) > 0
        ? instant.atZone(start.getZone()).toLocalDate() + " " + time
        : time;
  }
}
