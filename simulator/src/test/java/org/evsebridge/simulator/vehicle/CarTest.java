package org.evsebridge.simulator.vehicle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.evsebridge.bridge.grid.PerPhase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  private void run(double seconds, int amperes, PerPhase volts) {
    for (int i = 0; i < Math.round(seconds * 20); i++) {
      car.tick(STEP, new PilotSignal(true, amperes), volts);
    }
  }
}
