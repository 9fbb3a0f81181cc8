package org.evsebridge.bridge.guarding;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.evsebridge.bridge.config.gateway.LineConfig;
import org.evsebridge.bridge.config.guard.GuardConfig;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.gateway.LineGuard;
import org.evsebridge.bridge.guard.Change;
import org.evsebridge.bridge.p1.Meters;
import org.evsebridge.bridge.process.BootClock;

/** The load guards of a configuration. */
public final class LoadGuards implements AutoCloseable {
  /** How the names of the files begin in which guards remember what was wished. */
  public static final String MEMORY = "guard-";

  private final Map<String, GuardedLine> lines = new HashMap<>();
  private final List<RunningGuard> guards;

  /**
   * Makes the guards; they do nothing until {@link #start}.
   *
   * @param listener is told what they treat otherwise than before, on their threads
   */
  public LoadGuards(List<GuardConfig> configs, Consumer<Change> listener) {
    guards =
        configs.stream()
            .map(
                config ->
                    new RunningGuard(
                        config,
                        name -> lines.computeIfAbsent(name, one -> new GuardedLine()),
                        BootClock.millis(), // of the C library, which most never need
                        listener))
            .toList();
  }

  /** Who guards a line. */
  public LineGuard on(LineConfig line) {
    GuardedLine guarded = lines.get(line.name());
    return guarded == null ? LineGuard.NONE : guarded;
  }

  /**
   * Starts every guard, when the lines are there.
   *
   * @param meters where they hear the smart meters
   * @param entries of the smart meters
   */
  public void start(Meters meters, List<P1Config> entries) {
    guards.forEach(guard -> guard.start(meters, entries));
  }

  /** Whether each guard still decides; for a watchdog. */
  public boolean areAlive() {
    return guards.stream().allMatch(RunningGuard::isAlive);
  }

  /** What each guard sees and does now. */
  public List<GuardStatus> status() {
    return guards.stream().map(RunningGuard::status).toList();
  }

  /** Leaves every module safe, as long as the lines are there, and ends; takes seconds at most. */
  @Override
  public void close() {
    guards.parallelStream().forEach(RunningGuard::close);
  }
}
