package org.evsebridge.simulator.house;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.simulator.time.SimulatedClock;

/**
 * All that the panels of a house feed back, and what can be changed of it: other panels, the clouds
 * before the sun, or a power that holds whatever the sky does. Not thread-safe.
 */
public final class Sun implements Load {
  private final SimulatedClock clock;
  private final Set<Phase> phases;
  private final List<SunSettings> given;
  private final double givenClouds;
  private List<Load> panels;
  private double peakWatts;
  private double clouds;
  private Optional<Double> fixedWatts;

  /**
   * A change; what is empty stays as it is. Who speaks of panels or clouds wants the sky to decide:
   * a power that held before does not any more.
   *
   * @param peakWatts of other panels, under a clear sky and on all phases of the connection, in the
   *     place of those that are there
   * @param clouds the share of the sun that they take, 0 to 1
   * @param watts what the panels give from now on, whatever the sky does
   */
  public record Change(
      Optional<Double> peakWatts, Optional<Double> clouds, Optional<Double> watts) {
    private boolean isOfTheSky() {
      return peakWatts.isPresent() || clouds.isPresent();
    }
  }

  Sun(SimulatedClock clock, Set<Phase> phases, List<SunSettings> given, double clouds) {
    this.clock = clock;
    this.phases = Set.copyOf(phases);
    this.given = List.copyOf(given);
    this.givenClouds = clouds;
    reset();
  }

  /** Puts it back to what the settings say. */
  public void reset() {
    clouds = givenClouds;
    fixedWatts = Optional.empty();
    panels(given);
  }

  /** Changes it. */
  public void change(Change wanted) {
    wanted
        .peakWatts()
        .map(peak -> PerPhase.on(phases, peak / phases.size()))
        .map(peak -> new SunSettings(SunSettings.DEFAULT_SKY, peak, Optional.empty()))
        .ifPresent(one -> panels(List.of(one)));
    clouds = wanted.clouds().orElse(clouds);
    fixedWatts = wanted.watts().or(() -> wanted.isOfTheSky() ? Optional.empty() : fixedWatts);
  }

  private void panels(List<SunSettings> wanted) {
    panels = wanted.stream().map(sun -> sun.load(clock)).toList();
    peakWatts = wanted.stream().mapToDouble(sun -> sun.peakWatts().sum()).sum();
  }

  /** What the panels give at their best, in W; 0 where there are none that ask the sky. */
  public double peakWatts() {
    return peakWatts;
  }

  /** Whether there is anything that gives, if only at night nothing. */
  public boolean isThere() {
    return !panels.isEmpty() || fixedWatts.isPresent();
  }

  /** The share of the sun that clouds take, 0 to 1. */
  public double clouds() {
    return clouds;
  }

  /** What they give whatever the sky does, in W; empty while the sky decides. */
  public Optional<Double> fixedWatts() {
    return fixedWatts;
  }

  @Override
  public void tick(Duration step) {
    for (Load one : panels) {
      one.tick(step);
    }
  }

  @Override
  public PerPhase amperes() {
    if (fixedWatts.isPresent()) {
      return PerPhase.on(phases, -fixedWatts.get() / Phase.NOMINAL_VOLTS / phases.size());
    }
    if (panels.isEmpty()) {
      return PerPhase.ZERO;
    }
    PerPhase all = PerPhase.ZERO;
    for (Load one : panels) {
      all = all.plus(one.amperes());
    }
    return all.times(PerPhase.all(1 - clouds));
  }
}
