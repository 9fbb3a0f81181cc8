package org.evsebridge.simulator.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.evsebridge.bridge.config.guard.GuardConfig;
import org.evsebridge.simulator.report.Asked;
import org.evsebridge.simulator.report.Seeds;
import org.evsebridge.simulator.station.StationSettings;

/**
 * A scenario as its file describes it.
 *
 * @param guard the load guard of the bridge between controller and modules; the running bridge has
 *     it where something outside takes part
 * @param randomTroubles whether things go wrong at random, by the seed
 * @param seeds those with which it runs; empty for the station's own
 * @param runs how much simulated time it takes
 */
public record Scenario(
    Path file,
    String name,
    StationSettings station,
    Optional<GuardConfig> guard,
    boolean randomTroubles,
    Optional<Seeds> seeds,
    ControllerSettings controller,
    Duration runs,
    List<Event> events,
    List<Expectation> expectations) {

  /** Whether something outside takes part, so that it needs ports and real time. */
  public boolean isExternal() {
    return controller.outside().isPresent();
  }

  /**
   * Whether its run may change a part of the house by its keys: by an event, or over the control
   * API, which a program outside finds.
   */
  boolean mayChange(String part) {
    return isExternal()
        || events.stream()
            .flatMap(event -> event.actions().stream())
            .anyMatch(action -> action.changes(part));
  }

  /** The seed by which things go wrong at random, if they do. */
  OptionalLong seedOfTroubles() {
    return randomTroubles ? OptionalLong.of(station.time().seed()) : OptionalLong.empty();
  }

  /** Whether evcc is to control it, for which a rule of ours can stand in. */
  public boolean isForEvcc() {
    return controller.outside().flatMap(OutsideProgram::evcc).isPresent();
  }

  /** This scenario with our rule in evcc's place, and without what only evcc can be asked. */
  public Scenario withoutEvcc() {
    return new Scenario(
        file,
        name,
        station,
        guard,
        randomTroubles,
        seeds,
        controller.standIn(),
        runs,
        events,
        expectations.stream().filter(one -> !one.condition().quantity().isOfOutside()).toList());
  }

  /** What whoever joins the results of several machines knows it by. */
  public Asked asked() {
    return new Asked(file.toString(), seeds);
  }

  /** Who takes part from outside. */
  public Optional<OutsideProgram> outside() {
    return controller.outside();
  }

  /** This scenario with another seed. */
  Scenario withSeed(long seed) {
    return new Scenario(
        file,
        name,
        station.with(station.time().withSeed(seed)),
        guard,
        randomTroubles,
        seeds,
        controller,
        runs,
        events,
        expectations);
  }

  /** This scenario with other seeds. */
  public Scenario with(Seeds others) {
    return new Scenario(
        file,
        name,
        station,
        guard,
        randomTroubles,
        Optional.of(others),
        controller,
        runs,
        events,
        expectations);
  }
}
