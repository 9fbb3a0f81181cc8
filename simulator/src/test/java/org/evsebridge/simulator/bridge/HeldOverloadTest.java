package org.evsebridge.simulator.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.evsebridge.bridge.config.guard.FuseKind;
import org.evsebridge.bridge.config.guard.GuardSettings;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.grid.Wiring;
import org.evsebridge.bridge.guard.GridReading;
import org.evsebridge.bridge.guard.LoadGuard;
import org.evsebridge.bridge.guard.SampleGuards;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.simulator.house.TimeCurrentCurve;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How much of the weakest fuse's time is used by cars that the guard holds at their least current,
 * beside a house that alone is never too much for it. Counted from the telegram that shows the
 * overload, until the cars have followed, as slowly as IEC 61851 allows.
 */
class HeldOverloadTest {
  /** A car follows a limit within 5 s and lets go within 6 s. */
  private static final int FOLLOWS = 6;

  /** The house is light until then, in seconds. */
  private static final int BEGINS = 400;

  private static final int LENGTH = 4_500;
  private static final double COOLING_SECONDS = 600;
  private static final List<Integer> FUSES = List.of(16, 20, 25, 35, 40, 63);

  /** How long the house is heavy and how long it is not then, in seconds. */
  private record Pattern(int heavy, int light) {
    boolean isHeavy(int second) {
      return second > BEGINS && (second - BEGINS) % (heavy + light) < heavy;
    }
  }

  private static final List<Pattern> PATTERNS =
      List.of(
          new Pattern(100_000, 1), // it stays heavy
          new Pattern(1_750, 60), // held almost to the end, again and again
          new Pattern(120, 600), // stopped, and begun again as soon as may be
          new Pattern(110, 30), // almost as long as more than a fuse carries for ever is held
          new Pattern(10, 10), // each telegram of ten seconds says something else
          new Pattern(1, 1)); // the same with a meter of one second

  @ParameterizedTest
  @EnumSource(
      value = FuseKind.class,
      names = {"GG", "B"}) // a C breaker has the same curve up to 2.55 times its rating
  void noHoldUsesUpTheWeakestFuseHoweverOftenItComesAgain(FuseKind kind) {
    double worst = 0;
    for (int fuse : FUSES) {
      for (int cars = 1; cars <= 3; cars++) {
        for (int percent = 100; percent <= 250; percent += 15) {
          double heavy = percent / 100.0 * fuse - cars * GuardedModule.LEAST_AMPERES;
          if (heavy >= 0 && heavy <= fuse) {
            for (Pattern pattern : PATTERNS) {
              for (int interval : new int[] {1, 10}) {
                double used = used(kind, fuse, cars, interval, heavy, pattern);
                assertThat(used)
                    .as(
                        "%d A, %d cars, %d %%, %s, each %d s",
                        fuse, cars, percent, pattern, interval)
                    .isLessThan(1);
                worst = Math.max(worst, used);
              }
            }
          }
        }
      }
    }
    assertThat(worst).as("some hold uses something").isPositive();
  }

  private static double used(
      FuseKind kind, int fuse, int cars, int interval, double heavy, Pattern pattern) {
    List<GuardedModule> modules =
        IntStream.range(0, cars)
            .mapToObj(i -> new GuardedModule("line", 2 + i, new Wiring(List.of(Phase.L1)), 6, 16))
            .toList();
    LoadGuard guard =
        new LoadGuard(
            SampleGuards.settings(
                kind, fuse, GuardSettings.defaultSafeCurrent(fuse, kind), modules));
    modules.forEach(module -> guard.remembers(module, 0x1010, 0));
    TimeCurrentCurve curve = weakest(kind);
    double light = Math.max(0, Math.min(heavy, fuse - 6.0 * cars - 3));
    int[][] lately = new int[cars][FOLLOWS];
    double used = 0;
    double most = 0;
    long began = 0;
    boolean shown = false;
    for (int second = 1; second <= LENGTH; second++) {
      long now = second * 1_000L;
      guard.step(now);
      double total = pattern.isHeavy(second) ? heavy : light;
      for (int i = 0; i < cars; i++) {
        GuardedModule module = modules.get(i);
        lately[i][second % FOLLOWS] = guard.limitWord(module, now) >> 8;
        int draws = IntStream.of(lately[i]).max().orElseThrow();
        guard.stateRead(module, draws > 0 ? ModuleState.C : ModuleState.B, now);
        guard.currentsRead(module, new PerPhase(draws, 0, 0), now);
        guard.written(module, guard.limitWord(module, now), now);
        total += draws;
      }
      double holds = curve.seconds(total / fuse);
      if (Double.isInfinite(holds)) {
        used *= Math.exp(-1 / COOLING_SECONDS);
      } else if (shown) {
        used += 1 / holds;
        most = Math.max(most, used);
      }
      shown &= pattern.isHeavy(second);
      if (second % interval == 0) {
        guard.telegram(GridReading.of(PerPhase.on(Phase.L1, total)), began, now);
        began = now;
        shown = pattern.isHeavy(second);
      }
    }
    return most;
  }

  private static TimeCurrentCurve weakest(FuseKind kind) {
    return switch (kind) {
      case GG -> TimeCurrentCurve.GG_LOWEST;
      case B -> TimeCurrentCurve.B_LOWEST;
      case C -> TimeCurrentCurve.C_LOWEST;
    };
  }
}
