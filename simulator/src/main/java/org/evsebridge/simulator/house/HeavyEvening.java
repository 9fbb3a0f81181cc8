package org.evsebridge.simulator.house;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;

/**
 * The evening of a household that uses its connection to the full: an oven, a hob, a heat pump, a
 * kettle, a washing machine and a dryer, which switch themselves as thermostats and people do. What
 * is random comes from a seed. By itself it never loads a phase beyond the main fuse: what would is
 * not switched on.
 */
final class HeavyEvening implements Load {
  /** On average on for so long, off for so long; what it draws on its phases. */
  private record Habit(PerPhase amperes, Duration on, Duration off) {}

  private static final List<Habit> HABITS =
      List.of(
          new Habit(PerPhase.on(Phase.L1, 16), Duration.ofMinutes(4), Duration.ofMinutes(3)),
          new Habit(PerPhase.on(Phase.L1, 9), Duration.ofMinutes(3), Duration.ofMinutes(12)),
          new Habit(new PerPhase(0, 14, 0), Duration.ofMinutes(5), Duration.ofMinutes(4)),
          new Habit(new PerPhase(0, 0, 12), Duration.ofMinutes(5), Duration.ofMinutes(5)),
          new Habit(PerPhase.all(7), Duration.ofMinutes(12), Duration.ofMinutes(15)),
          new Habit(PerPhase.on(Phase.L2, 9), Duration.ofMinutes(10), Duration.ofMinutes(20)),
          new Habit(PerPhase.on(Phase.L3, 11), Duration.ofMinutes(15), Duration.ofMinutes(25)));

  private final double mostAmperes;
  private final Random random;
  private final PerPhase base;
  private final List<Switch> switches = new ArrayList<>();
  private PerPhase amperes;

  private static final class Switch {
    final Habit habit;
    boolean on;
    double secondsLeft;

    Switch(Habit habit) {
      this.habit = habit;
    }
  }

  /**
   * @param mostAmperes the main fuse's rated current
   */
  HeavyEvening(double mostAmperes, long seed) {
    this.mostAmperes = mostAmperes;
    this.random = new Random(seed);
    this.base = PerPhase.ZERO.map(nothing -> 0.5 + 2.5 * random.nextDouble());
    this.amperes = base;
    for (Habit habit : HABITS) {
      Switch one = new Switch(habit);
      one.secondsLeft = around(habit.off) * random.nextDouble();
      switches.add(one);
    }
  }

  private double around(Duration mean) {
    return mean.toSeconds() * (0.5 + random.nextDouble());
  }

  @Override
  public void tick(Duration step) {
    double seconds = step.toNanos() / 1e9;
    for (Switch one : switches) {
      one.secondsLeft -= seconds;
      if (one.secondsLeft <= 0) {
        turn(one);
      }
    }
  }

  private void turn(Switch one) {
    PerPhase with = amperes.plus(one.habit.amperes);
    boolean goesOn = !one.on && with.max() <= mostAmperes;
    if (one.on) {
      amperes = amperes.with(one.habit.amperes, (all, its) -> all - its);
    } else if (goesOn) {
      amperes = with;
    }
    one.on = goesOn;
    one.secondsLeft = around(goesOn ? one.habit.on : one.habit.off);
  }

  @Override
  public PerPhase amperes() {
    return amperes;
  }
}
