package org.evsebridge.bridge.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.evsebridge.bridge.config.guard.FuseKind;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Wiring;
import org.evsebridge.bridge.registers.ModuleState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guards that know nothing of each other, each with a car behind the same fuse. */
class SeveralGuardsTest {
  private static final GuardedModule MODULE = new GuardedModule("line", 2, Wiring.STRAIGHT, 6, 16);
  private static final int FUSE = 25;

  private final List<LoadGuard> guards =
      IntStream.range(0, 3)
          .mapToObj(i -> new LoadGuard(SampleGuards.settings(FuseKind.GG, 6, MODULE)))
          .toList();
  private final double[] cars = new double[guards.size()];

  /** Each sees all the free room and takes a quarter of it at a time, an ampere at least. */
  @ParameterizedTest
  @ValueSource(ints = {1_000, 10_000})
  void guardsOnOneFuseTakeAnAmpereEachTooMuchAtTheMost(int interval) {
    for (LoadGuard guard : guards) {
      guard.remembers(MODULE, 0x1010, 0);
    }
    double most = 0;
    for (long now = 100; now <= 3_600_000; now += 100) {
      for (int i = 0; i < cars.length; i++) {
        LoadGuard guard = guards.get(i);
        guard.step(now);
        int granted = guard.limitWord(MODULE, now) >> 8;
        cars[i] = granted;
        if (now % 1_000 == 0) {
          guard.stateRead(MODULE, ModuleState.C, now);
          guard.currentsRead(MODULE, PerPhase.all(cars[i]), now);
        }
        guard.written(MODULE, guard.limitWord(MODULE, now), now);
      }
      double all = 2 + cars[0] + cars[1] + cars[2];
      most = Math.max(most, all);
      if (now % interval == 0) {
        for (LoadGuard guard : guards) {
          guard.telegram(GridReading.of(PerPhase.all(all)), now - interval, now);
        }
      }
    }

    assertThat(most).as("A together").isLessThanOrEqualTo(FUSE + cars.length - 1);
  }
}
