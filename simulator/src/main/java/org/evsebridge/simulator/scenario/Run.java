package org.evsebridge.simulator.scenario;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.evsebridge.bridge.guard.Change;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.simulator.report.Report;
import org.evsebridge.simulator.report.Verdict;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.time.RealTimeDriver;
import org.evsebridge.simulator.time.Ticking;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scenario at work: ticks the station and its controller, lets events happen and looks at the
 * checks after each step. What has been asked for is over when {@link #isOver()}; further ticks do
 * nothing.
 */
public final class Run implements Ticking {
  private static final Logger LOG = LoggerFactory.getLogger(Run.class);

  private final Job job;
  private final Scenario scenario;
  private final Station station;
  private final World world;
  private final Optional<Recorder> recorder;
  private final long began = System.nanoTime();
  private final List<Event> pending;
  private final Map<String, Duration> happened = new LinkedHashMap<>();
  private final List<Check> checks;
  private final Chronicle chronicle;
  private final Sampler sampler;
  private final Balance begun;
  private volatile Duration simulated = Duration.ZERO;
  private volatile Optional<String> fault = Optional.empty();

  /**
   * @param station built from the scenario's settings, at their start
   * @param recorder gets a row each simulated second
   */
  public Run(Job job, Station station, Optional<Recorder> recorder) {
    this.job = job;
    this.scenario = job.scenario();
    this.station = station;
    this.world =
        new World(
            station,
            scenario.controller(),
            scenario.isExternal() ? Optional.empty() : scenario.guard(),
            scenario.seedOfTroubles());
    this.recorder = recorder;
    ZonedDateTime start = station.ask(m -> m.clock().instant().atZone(m.clock().zone()));
    this.sampler = new Sampler(world.models());
    this.begun = Balance.of(world.models());
    this.chronicle = new Chronicle(start, scenario.runs());
    this.pending = new ArrayList<>(scenario.events());
    this.checks = scenario.expectations().stream().map(Check::new).toList();
    recorder.ifPresent(file -> file.begin(world.models(), scenario));
  }

  public Job job() {
    return job;
  }

  /** How much of its time has passed; may be asked from any thread. */
  public Duration simulated() {
    return simulated;
  }

  /** May be asked from any thread. */
  public boolean isOver() {
    return simulated.compareTo(scenario.runs()) >= 0;
  }

  /** Gives its events the wires of a station with ports, and how its time passes. */
  public void ports(Wires wires, RealTimeDriver time) {
    world.ports(wires, time);
  }

  /**
   * Gives conditions and events the controller outside that they speak of. What they will ask it
   * for is asked for now, so that there is an answer when they look.
   */
  public void connect(OutsideApi outside) {
    world.outside(outside);
    Sight sight = world.sight();
    Stream.concat(
            scenario.expectations().stream().map(Expectation::condition),
            scenario.events().stream().flatMap(event -> event.when().stream()))
        .map(Condition::quantity)
        .filter(Quantity::isOfOutside)
        .forEach(quantity -> quantity.of(sight));
  }

  /** Notes what a program outside says of itself; may be called from any thread. */
  public void note(String what) {
    station.ask(
        models -> {
          chronicle.noteOutside(simulated, what);
          return simulated;
        });
  }

  /** Notes what a bridge outside changed; may be called from any thread. */
  public void guardChanged(Change change) {
    station.ask(
        models -> {
          chronicle.noteGuard(simulated, List.of(change));
          return simulated;
        });
  }

  /** Whether the scenario wants its controller to be at work now; may be asked from any thread. */
  public boolean isControllerAlive() {
    return world.isControllerAlive();
  }

  @Override
  public void tick(Duration step) {
    if (isOver() || fault.isPresent()) {
      return;
    }
    try {
      station.ask(models -> stepWithLock(step));
    } catch (RuntimeException e) {
      LOG.debug("The failed step", e);
      fault = Optional.of("a step failed by a fault of the simulator, " + e);
    }
  }

  /**
   * Why it cannot go on, so that it has not passed whatever its checks have seen; may be asked from
   * any thread.
   */
  public Optional<String> fault() {
    return fault;
  }

  private Duration stepWithLock(Duration step) {
    if (simulated.isZero()) {
      chronicle.begin(world.models().clock().instant());
    }
    letEventsHappen(world.models());
    world.tick(step);
    simulated = simulated.plus(step);
    Station.Models models = world.models();
    chronicle.look(simulated, models.clock().instant());
    chronicle.noteBlownFuses(simulated, models.house());
    chronicle.noteGuard(simulated, world.guardNews());
    Sight sight = world.sight();
    for (Check check : checks) {
      check.look(simulated, sight);
    }
    sampler.look(simulated, models);
    if (isOver()) {
      pending.forEach(event -> chronicle.note(simulated, event.neverHappened()));
      begun.spent(models).ifPresent(text -> chronicle.note(simulated, text));
    }
    recorder.ifPresent(file -> file.look(simulated, models));
    return simulated;
  }

  private void letEventsHappen(Station.Models models) {
    for (Iterator<Event> events = pending.iterator(); events.hasNext(); ) {
      Event event = events.next();
      if (isDue(event, models)) {
        events.remove();
        event.names().forEach(name -> happened.putIfAbsent(name, simulated));
        chronicle.note(simulated, event.text());
        event
            .actions()
            .forEach(action -> chronicle.noteRemarks(simulated, action, world.act(action)));
        checks.forEach(check -> check.happened(happened));
      }
    }
  }

  private boolean isDue(Event event, Station.Models models) {
    if (event.at().isPresent()) {
      return event.at().get().compareTo(simulated) <= 0;
    }
    Condition when = event.when().orElseThrow();
    return when.holds(when.quantity().of(world.sight()));
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
          return report(List.of(Verdict.of("runs for " + whole, false, seen)));
        });
  }

  private Report report(List<Verdict> more) {
    List<Verdict> verdicts = new ArrayList<>(more);
    verdicts.addAll(world.outside().verdicts());
    checks.forEach(check -> verdicts.add(check.verdict(chronicle::clock)));
    return new Report(
        scenario.file().toString(),
        scenario.name(),
        job.seed(),
        List.copyOf(verdicts),
        chronicle.lines(),
        Optional.of(sampler.series(chronicle.isClockSet())),
        simulated,
        Duration.ofNanos(System.nanoTime() - began));
  }
}
