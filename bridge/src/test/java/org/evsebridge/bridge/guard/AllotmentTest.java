package org.evsebridge.bridge.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.guard.FuseKind;
import org.evsebridge.bridge.config.guard.GuardSettings;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.grid.Wiring;
import org.evsebridge.bridge.registers.ModuleState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several modules that wish 16 A each behind a gG fuse of 25 A, with a telegram each second. */
class AllotmentTest {
  private static final Wiring ON_L1 = new Wiring(List.of(Phase.L1));
  private static final Wiring ON_L2 = new Wiring(List.of(Phase.L2));

  private List<ModuleControl> controls = List.of();
  private Allotment allotment;
  private long now;

  private void modules(Wiring... wirings) {
    GuardedModule[] modules =
        Stream.of(wirings)
            .map(wiring -> SampleGuards.module(2, wiring))
            .toArray(GuardedModule[]::new);
    GuardSettings settings = SampleGuards.settings(FuseKind.GG, 6, modules);
    controls = Stream.of(modules).map(m -> new ModuleControl(m, 6, settings)).toList();
    controls.forEach(c -> c.wishes.know(new Wish(0x1010, -10_000)));
    allotment = new Allotment(settings, controls);
  }

  private void isIn(int index, ModuleState state) {
    if (controls.get(index).isIn(state, now)) {
      allotment.begins(controls.get(index), now);
    }
  }

  private int granted(int index) {
    return controls.get(index).granted();
  }

  private int sum() {
    return controls.stream().mapToInt(ModuleControl::granted).sum();
  }

  /** Cars draw what they are granted, and show it before the telegram does. */
  private void telegram(PerPhase house) {
    now += 1_000;
    PerPhase grid = house;
    for (ModuleControl control : controls) {
      PerPhase drawn = PerPhase.ZERO;
      for (Phase phase : control.module.wiring().phases()) {
        drawn = drawn.plus(PerPhase.on(phase, control.isCharging() ? control.granted() : 0));
      }
      control.currents.read(now, drawn);
      grid = grid.plus(drawn);
    }
    allotment.share(new HouseView.Sight(grid, now - 1_000, 1_000), now);
  }

  private void telegrams(int seconds, PerPhase house) {
    for (int i = 0; i < seconds; i++) {
      telegram(house);
    }
  }

  @Test
  void whoBeginsAgainMakesTheOtherGiveWayInTheSameTelegram() {
    modules(Wiring.STRAIGHT, Wiring.STRAIGHT);
    isIn(0, ModuleState.C);
    isIn(1, ModuleState.C);
    controls.get(1).pause(now);
    telegrams(299, PerPhase.all(5));
    assertThat(granted(0)).isEqualTo(16);

    telegram(PerPhase.all(5));

    assertThat(granted(1)).isEqualTo(6);
    assertThat(granted(0)).as("20 A are free, half for each").isEqualTo(10);
  }

  @Test
  void aCarThatComesMakesTheOtherGiveWayBeforeTheNextTelegram() {
    modules(Wiring.STRAIGHT, Wiring.STRAIGHT);
    isIn(0, ModuleState.C);
    isIn(1, ModuleState.A);
    telegrams(299, PerPhase.all(5));
    assertThat(granted(0)).isEqualTo(16);

    isIn(1, ModuleState.B);

    assertThat(granted(1)).isEqualTo(6);
    assertThat(granted(0)).isEqualTo(10);
  }

  @Test
  void onOtherPhasesNobodyGivesWay() {
    modules(ON_L1, ON_L2);
    isIn(0, ModuleState.C);
    isIn(1, ModuleState.A);
    telegrams(299, PerPhase.all(5));

    isIn(1, ModuleState.C);

    assertThat(granted(0)).isEqualTo(16);
    assertThat(granted(1)).isEqualTo(6);
  }

  /** 8 A for the first and the 6 A that the second keeps were granted, where 8.47 A are free. */
  @Test
  void oneThatKeepsItsLeastCountsBesideTheOthers() {
    modules(Wiring.STRAIGHT, Wiring.STRAIGHT);
    isIn(0, ModuleState.C);
    isIn(1, ModuleState.C);
    telegrams(400, PerPhase.all(5));
    assertThat(granted(0)).isGreaterThan(8);
    assertThat(granted(1)).isGreaterThan(8);

    telegrams(2, PerPhase.all(25 - 8.47));

    assertThat(granted(0)).isEqualTo(6);
    assertThat(granted(1)).isEqualTo(6);
  }

  @Test
  void theSumOnAPhaseIsNeverAboveItsRoomButForWhatIsHeld() {
    modules(Wiring.STRAIGHT, Wiring.STRAIGHT, Wiring.STRAIGHT);
    for (int i = 0; i < 3; i++) {
      isIn(i, ModuleState.C);
    }
    for (int second = 0; second < 7_200; second++) {
      double house = second / 97 % 20;
      telegram(PerPhase.all(house));
      int held = controls.stream().mapToInt(c -> Math.min(c.granted(), 6)).sum();
      assertThat(sum()).as("at %d s", second).isLessThanOrEqualTo(Math.max(25 - (int) house, held));
    }
  }

  /** Room for one of two; one was stopped. */
  @Test
  void whoHasWaitedAQuarterOfAnHourChangesPlacesWithOneThatCharges() {
    modules(Wiring.STRAIGHT, Wiring.STRAIGHT);
    isIn(0, ModuleState.C);
    isIn(1, ModuleState.C);
    controls.get(1).pause(now);

    telegrams(15 * 60 - 1, PerPhase.all(15));
    assertThat(granted(0)).isBetween(6, 10);
    assertThat(granted(1)).isZero();

    telegrams(2 * 60, PerPhase.all(15));
    assertThat(granted(0)).isZero();
    assertThat(granted(1)).isBetween(6, 10);

    telegrams(15 * 60, PerPhase.all(15));
    assertThat(granted(0)).as("a quarter of an hour later it has its turn").isBetween(6, 10);
    assertThat(granted(1)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "15, 20, a phase that has no room for the one that waits",
    "18, 18, room for the least but not for the two amperes more that it needs to begin"
  })
  void nobodyIsStoppedForOneThatCouldNotBegin(double l1, double l2, String why) {
    modules(l1 == l2 ? ON_L2 : ON_L1, ON_L2);
    isIn(0, ModuleState.C);
    isIn(1, ModuleState.C);
    controls.get(1).pause(now);

    for (int second = 0; second < 3_600; second++) {
      telegram(new PerPhase(l1, l2, 0));
      assertThat(granted(0)).as("%s, at %d s", why, second).isGreaterThanOrEqualTo(6);
    }
    assertThat(granted(1)).isZero();
  }

  /** Two on L1, one on L2; the fuse carries up to 32.5 A for a while, more for two telegrams. */
  @ParameterizedTest
  @CsvSource({
    "20, 2, 6, 6, 6", // 32 A
    "21, 2, 6, 0, 6", // 33 A: one less is enough
    "27, 2, 0, 0, 6",
    "60, 2, 0, 0, 6", // of no use, but it does what it can
    "60, 1, 6, 6, 6", // one impossible telegram
    "60, 3, 0, 0, 6"
  })
  void whatIsTooMuchForAPhaseStopsThoseOnItFromTheLast(
      double house, int telegrams, int first, int second, int elsewhere) {
    modules(ON_L1, ON_L1, ON_L2);
    for (int i = 0; i < 3; i++) {
      isIn(i, ModuleState.C);
    }
    telegrams(40, PerPhase.ZERO); // until all show what they draw

    telegrams(telegrams, new PerPhase(house, 19, 0));

    assertThat(controls.stream().map(ModuleControl::granted))
        .containsExactly(first, second, elsewhere);
  }

  /** At 1.1 times the fuse the least is held for half an hour, and not for ever. */
  @Test
  void aModerateOverloadStopsACarWhenItsTimeIsUsedUp() {
    modules(ON_L1, ON_L1);
    isIn(0, ModuleState.C);
    isIn(1, ModuleState.C);
    telegrams(40, PerPhase.ZERO); // until both show what they draw

    telegrams(30 * 60 - 1, PerPhase.all(15.5));
    assertThat(sum()).isEqualTo(12);
    telegrams(2, PerPhase.all(15.5));
    assertThat(granted(0)).isEqualTo(6);
    assertThat(granted(1)).isZero();
  }
}
