package org.evsebridge.bridge.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.config.guard.FuseKind;
import org.evsebridge.bridge.config.guard.GuardSettings;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.grid.Wiring;
import org.evsebridge.bridge.registers.ModuleState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One module that wishes 16 A, with a telegram each second. */
class ModuleControlTest {
  private static final int SAFE = 6;

  private final ModuleControl control =
      new ModuleControl(
          SampleGuards.MODULE, SAFE, SampleGuards.settings(FuseKind.GG, SAFE, SampleGuards.MODULE));
  private long now;

  private void charges() {
    control.wishes.know(new Wish(0x1010, now));
    control.isIn(ModuleState.C, now);
  }

  private void telegrams(int seconds, int share) {
    for (int i = 0; i < seconds; i++) {
      control.shares(share, now += 1_000);
    }
  }

  /** Seconds with a share until it has more than now. */
  private int secondsUntilItRises(int share) {
    int before = control.granted();
    int seconds = 0;
    while (control.granted() <= before && seconds < 3_600) {
      telegrams(1, share);
      seconds++;
    }
    return seconds;
  }

  @Test
  void aLimitFallsToTheShareInOneStepAndNotUnderTheLeast() {
    charges();
    telegrams(200, 16);
    assertThat(control.granted()).isEqualTo(16);

    telegrams(1, 9);
    assertThat(control.granted()).isEqualTo(9);
    telegrams(1, 0);
    assertThat(control.granted()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({"15", "10", "8", "0"})
  void afterOneTelegramWithoutRoomNothingRisesForRaiseAfter(int share) {
    charges();
    telegrams(200, 16);

    telegrams(1, share);

    assertThat(secondsUntilItRises(16)).isEqualTo(61);
  }

  /** A silent meter, or a line that was cut. */
  @Test
  void afterAFallToTheSafeCurrentNothingRisesForRaiseAfter() {
    charges();
    telegrams(200, 16);

    control.fallBack(now);
    assertThat(control.granted()).isEqualTo(SAFE);

    assertThat(secondsUntilItRises(16)).isEqualTo(61);
  }

  @ParameterizedTest
  @CsvSource({
    "16, '6 8 10 11 12 13 14 15 16'", // a quarter of what is free, an ampere at least
    "12, '6 7 8 9 10 11 12'",
    " 7, '6 7'",
    " 6, '6'"
  })
  void aLimitRisesInStepsOfAQuarterEachTenSeconds(int share, String steps) {
    charges();
    StringBuilder seen = new StringBuilder();
    int last = 0;
    long roseAt = 0;
    for (int second = 0; second < 300; second++) {
      telegrams(1, share);
      if (control.granted() != last) {
        assertThat(last == 0 || now - roseAt >= 10_000).isTrue();
        roseAt = now;
        last = control.granted();
        seen.append(last).append(' ');
      }
    }

    assertThat(seen.toString().strip()).isEqualTo(steps);
  }

  @Test
  void aWindowWithRoomIsOfNoUseWhereTheLastTelegramHadNone() {
    charges();
    telegrams(55, 16);
    telegrams(60, 6);
    assertThat(control.granted()).isEqualTo(6);

    telegrams(60, 7);
    assertThat(control.granted()).isEqualTo(6);
    telegrams(1, 7);
    assertThat(control.granted()).isEqualTo(7);
  }

  @Test
  void oneThatWasStoppedBeginsWithTheLeastAfterThePauseAndWithTwoAmperesMoreToSpare() {
    charges();
    telegrams(100, 16);
    control.pause(now);

    telegrams(299, 16);
    assertThat(control.granted()).isZero();
    telegrams(1, 16);
    assertThat(control.granted()).isEqualTo(6);

    control.pause(now);
    telegrams(1_000, 7);
    assertThat(control.granted()).as("room for 7 A only").isZero();
    telegrams(60, 8);
    assertThat(control.granted()).isZero();
    telegrams(1, 8);
    assertThat(control.granted()).isEqualTo(6);
  }

  /** evcc's switch of phases is 0, ten seconds, and the current again. */
  @Test
  void whoWishesNothingHasNoPause() {
    charges();
    telegrams(200, 16);
    control.wishes.know(new Wish(0, now));
    telegrams(10, 16);
    assertThat(control.granted()).isZero();

    control.wishes.know(new Wish(0x1010, now));
    control.follow(now);

    assertThat(control.granted()).isEqualTo(6);
  }

  @Test
  void aCarThatComesBeginsWithTheLeast() {
    charges();
    telegrams(200, 16);
    assertThat(control.isIn(ModuleState.A, now)).isFalse();
    telegrams(10, 16);

    assertThat(control.isIn(ModuleState.B, now)).as("a session begins").isTrue();

    assertThat(control.granted()).isEqualTo(6);
    assertThat(control.isIn(ModuleState.C, now)).as("the same session").isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0x0000,  6, 16,  0",
    "0x0505,  6, 16,  0",
    "0x0606,  6, 16,  6",
    "0x1010,  6, 16, 16",
    "0x2020,  6, 16, 16",
    "0xFFFF,  6, 16, 16",
    "0x0606,  7, 16,  0", // a car that wants 7 A does not charge with 6
    "0x0707,  7, 16,  7"
  })
  void aWishIsCutToWhatCableAndCarCanDo(String word, int min, int max, int wanted) {
    GuardedModule module = new GuardedModule("line", 2, Wiring.STRAIGHT, min, max);
    ModuleControl one =
        new ModuleControl(module, SAFE, SampleGuards.settings(FuseKind.GG, SAFE, module));
    one.wishes.know(new Wish(Integer.decode(word), 0));

    assertThat(one.wanted(10_000)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource({"KEEP, 16", "SAFE, 6", "STOP, 0"})
  void whatIsWantedOfASilentControllerIsByKey(GuardSettings.Then then, int wanted) {
    GuardSettings usual = SampleGuards.settings(FuseKind.GG, SAFE, SampleGuards.MODULE);
    GuardSettings settings =
        new GuardSettings(
            usual.fuse(),
            usual.kind(),
            usual.margin(),
            usual.safeCurrent(),
            usual.raiseAfter(),
            usual.pause(),
            new GuardSettings.ControllerSilence(Optional.of(Duration.ofMinutes(2)), then),
            List.of(SampleGuards.MODULE));
    ModuleControl one = new ModuleControl(SampleGuards.MODULE, SAFE, settings);
    one.wishes.know(new Wish(0x1010, 0));
    one.controller.alive(0);

    assertThat(one.wanted(120_000)).isEqualTo(16);
    assertThat(one.wanted(120_001)).isEqualTo(wanted);
  }
}
