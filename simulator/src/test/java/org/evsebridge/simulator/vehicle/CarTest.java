package org.evsebridge.simulator.vehicle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.evsebridge.bridge.grid.PerPhase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CarTest {
  private static final Duration STEP = Duration.ofMillis(50);
  private static final PerPhase LIVE = PerPhase.all(230);

  private final Car car = new Car(CarPreset.THREE_PHASE_11KW.model());

  @Test
  void withoutPulsesItWantsNothing() {
    run(60, 0, PerPhase.ZERO);

    assertThat(car.request()).isEqualTo(CarRequest.NOTHING);
    assertThat(car.current()).isEqualTo(PerPhase.ZERO);
  }

  @Test
  void itAsksForCurrentSomeTimeAfterThePulsesBegin() {
    run(1.9, 16, PerPhase.ZERO);
    assertThat(car.request()).isEqualTo(CarRequest.NOTHING);
    run(0.2, 16, PerPhase.ZERO);
    assertThat(car.request()).isEqualTo(CarRequest.CURRENT);
    assertThat(car.current()).as("the relay is still open").isEqualTo(PerPhase.ZERO);
  }

  @Test
  void itsCurrentRisesInARampToALittleUnderTheLimit() {
    run(2, 10, PerPhase.ZERO);
    run(1, 10, LIVE);
    assertThat(car.current().l1()).isBetween(1.0, 9.0);
    run(5, 10, LIVE);
    assertThat(car.current()).isEqualTo(PerPhase.all(9.8));
  }

  @Test
  void itNeverDrawsMoreThanItCan() {
    run(30, 32, LIVE);
    assertThat(car.current().max()).isBetween(15.0, 16.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 8, 13, 15})
  void itIsAtOrBelowALowerLimitWithinFiveSeconds(int lower) {
    run(20, 16, LIVE);
    run(5, lower, LIVE);
    assertThat(car.current().max()).isBetween(lower - 1.0, (double) lower);
    assertThat(car.request()).isEqualTo(CarRequest.CURRENT);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5})
  void itLeavesStateCWithinThreeSecondsAfterThePulsesEnd(int notEnough) {
    run(20, 16, LIVE);
    run(0.2, notEnough, LIVE);
    assertThat(car.request()).as("not before it has noticed").isEqualTo(CarRequest.CURRENT);
    run(2.8, notEnough, LIVE);
    assertThat(car.request()).isEqualTo(CarRequest.NOTHING);
    assertThat(car.current()).isEqualTo(PerPhase.ZERO);
  }

  @Test
  void aPilotThatChangesFasterThanItReactsIsStillFollowed() {
    run(20, 16, LIVE);
    for (int second = 0; second < 50; second++) {
      run(0.1, 6 + second % 3, LIVE);
    }
    assertThat(car.current().max()).isLessThanOrEqualTo(8);
  }

  @Test
  void aCutPilotStopsItAsMissingPulsesDo() {
    run(20, 16, LIVE);
    for (int i = 0; i < 60; i++) {
      car.tick(STEP, PilotSignal.CUT, LIVE);
    }
    assertThat(car.request()).isEqualTo(CarRequest.NOTHING);
  }

  @Test
  void itDrawsOnlyWhereItsChargerAndTheCableHaveAPhase() {
    Car twoPhases = new Car(CarPreset.TWO_PHASE.model());
    for (int i = 0; i < 200; i++) {
      twoPhases.tick(STEP, new PilotSignal(true, 16), LIVE);
    }
    assertThat(twoPhases.current()).isEqualTo(new PerPhase(15.8, 15.8, 0));

    run(20, 16, new PerPhase(230, 0, 0));
    assertThat(car.current()).isEqualTo(new PerPhase(15.8, 0, 0));
  }

  /** IEC 61851 gives a car 5 s to be at or below a lower limit. */
  @ParameterizedTest
  @EnumSource(CarPreset.class)
  void everyPresetButTheOneThatOverdrawsIsAtOrBelowALowerLimitWithinFiveSeconds(CarPreset preset) {
    for (int lower : new int[] {16, 10, 8, 7, 6}) {
      Car any = new Car(preset.model());
      run(any, 40, 32, LIVE);
      run(any, 5, lower, LIVE);
      if (preset == CarPreset.OVERDRAW) {
        assertThat(any.current().max()).isGreaterThan(lower);
      } else {
        assertThat(any.current().max()).as("%d A", lower).isLessThanOrEqualTo(lower);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"MIN_7A, 7", "MIN_8A, 8", "MIN_10A, 10"})
  void aCarThatRefusesALittleCurrentLeavesStateCAndComesBackWithMore(CarPreset preset, int least) {
    Car picky = new Car(preset.model());
    run(picky, 20, least - 1, LIVE);
    assertThat(picky.request()).isEqualTo(CarRequest.NOTHING);
    run(picky, 20, least, LIVE);
    assertThat(picky.current().l1()).isEqualTo(least - 0.2);
    run(picky, 20, least - 1, LIVE);
    assertThat(picky.request()).isEqualTo(CarRequest.NOTHING);
    assertThat(picky.current()).isEqualTo(PerPhase.ZERO);
  }

  @Test
  void aStartUpPeakLastsForASecond() {
    Car peaky = new Car(CarPreset.START_PEAK.model());
    run(peaky, 2, 6, PerPhase.ZERO);
    run(peaky, 1, 6, LIVE);
    assertThat(peaky.current().l1()).isBetween(8.5, 9.5);
    run(peaky, 0.1, 6, LIVE);
    assertThat(peaky.current().l1()).isBetween(4.0, 4.5);
    run(peaky, 10, 6, LIVE);
    assertThat(peaky.current().l1()).isEqualTo(5.8);
  }

  @Test
  void stickyPhasesStayAsManyAsItBeganWithUntilThePilotIsInterrupted() {
    PerPhase one = new PerPhase(230, 0, 0);
    Car sticky = new Car(CarPreset.STICKY_PHASES.model());
    run(sticky, 20, 16, one);
    assertThat(sticky.current()).isEqualTo(new PerPhase(15.8, 0, 0));
    run(sticky, 20, 0, PerPhase.ZERO);
    run(sticky, 20, 16, LIVE);
    assertThat(sticky.current()).as("one to three").isEqualTo(new PerPhase(15.8, 0, 0));

    sticky.tick(STEP, PilotSignal.CUT, PerPhase.ZERO);
    run(sticky, 20, 16, LIVE);
    assertThat(sticky.current()).as("after an interruption").isEqualTo(PerPhase.all(15.8));
    run(sticky, 20, 16, one);
    run(sticky, 20, 16, LIVE);
    assertThat(sticky.current()).as("three to one and back").isEqualTo(PerPhase.all(15.8));

    run(car, 20, 16, one);
    run(car, 20, 16, LIVE);
    assertThat(car.current()).as("others take what is there").isEqualTo(PerPhase.all(15.8));
  }

  @Test
  void aWarmChargerDropsAPhaseAndTakesItBackWhenItHasRested() {
    Car warm = new Car(CarPreset.WARM_CHARGER.model());
    run(warm, 20 * 60, 16, LIVE);
    assertThat(warm.current()).isEqualTo(PerPhase.all(15.8));
    run(warm, 10, 16, LIVE);
    assertThat(warm.current()).isEqualTo(new PerPhase(15.8, 15.8, 0));
    run(warm, 60, 0, PerPhase.ZERO);
    run(warm, 20, 16, LIVE);
    assertThat(warm.current().l3()).as("still warm").isZero();
    run(warm, 21 * 60, 0, PerPhase.ZERO);
    run(warm, 20, 16, LIVE);
    assertThat(warm.current()).isEqualTo(PerPhase.all(15.8));
  }

  @Test
  void itBecomesAnotherCarOrGetsAnotherChargeWhereItStands() {
    run(20, 16, LIVE);
    CarModel model = CarPreset.HYBRID.model();
    car.become(model);
    run(5, 16, LIVE);
    assertThat(car.current()).isEqualTo(new PerPhase(15.8, 0, 0));

    car.become(car.now().with(new CarModel.Battery(10, 80, 80)));
    run(5, 16, LIVE);
    assertThat(car.request()).as("at its target").isEqualTo(CarRequest.NOTHING);
    car.become(car.now().with(new CarModel.Battery(10, 80, 90)));
    run(5, 16, LIVE);
    assertThat(car.request()).isEqualTo(CarRequest.CURRENT);
  }

  @Test
  void whatItIsNowHasTheChargeOfNow() {
    run(3600, 16, LIVE);
    assertThat(car.now().battery().percent()).isEqualTo(car.percent()).isGreaterThan(30);
    assertThat(car.now().with(car.model().battery())).isEqualTo(car.model());
  }

  private void run(double seconds, int amperes, PerPhase volts) {
    run(car, seconds, amperes, volts);
  }

  private static void run(Car car, double seconds, int amperes, PerPhase volts) {
    for (int i = 0; i < Math.round(seconds * 20); i++) {
      car.tick(STEP, new PilotSignal(true, amperes), volts);
    }
  }
}
