package org.evsebridge.simulator.charger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.evsebridge.bridge.registers.ModuleRegister.LIMIT;
import static org.evsebridge.bridge.registers.ModuleRegister.SETTINGS;

import java.time.Duration;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.simulator.vehicle.Car;
import org.evsebridge.simulator.vehicle.CarModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChargingModuleTest {
  /** A car that does not notice the end of the pulses. */
  private static final CarModel HEEDLESS =
      CarModel.of(3, 16).with(new CarModel.Timing(Duration.ZERO, Duration.ofHours(1), 4));

  @Test
  void withNoLimitEverWrittenItChargesAtOnce() {
    Bench bench = new Bench().run(1);
    assertThat(bench.module.state()).isEqualTo(ModuleState.A);

    bench.plugged().run(0.05);
    assertThat(bench.module.state()).isEqualTo(ModuleState.B);
    assertThat(bench.module.outputVolts()).isEqualTo(PerPhase.ZERO);

    bench.run(10);
    assertThat(bench.module.state()).isEqualTo(ModuleState.C);
    assertThat(bench.module.outputVolts()).isEqualTo(PerPhase.all(230));
    assertThat(bench.module.current()).isEqualTo(PerPhase.all(15.8));
  }

  @ParameterizedTest
  @CsvSource({
    "32, A32, 0xFF20, 32",
    "16, A32, 0xFF20, 16",
    "32, A20, 0xFF20, 20",
    "32, A63, 0xFF3F, 32",
    "32, A13, 0xFF10, 13",
    "32, A32, 0xFF0A, 10",
    "32, A32, 0x0A0A, 10",
    "32, A32, 0xFF06, 6",
    "32, A32, 0xFF05, 0",
    "32, A32, 0x0000, 0",
    "32, A32, 0x0510, 0",
    "32, NONE, 0xFF20, 32"
  })
  void theAdvertisedCurrentIsTheLeastOfLimitBoardAndCableAndNeverUnderSix(
      int board, Cable cable, String limit, int advertised) {
    Bench bench = new Bench(new Hardware(board, cable, 3, true, "EVSE000001"), Settings.FACTORY);
    bench.write(LIMIT, Integer.decode(limit));

    assertThat(bench.module.advertisedAmperes()).isEqualTo(advertised);
  }

  @Test
  void theCarFollowsTheLimitAndAZeroBringsItBackToB() {
    Bench bench = new Bench().plugged().run(15).write(LIMIT, 0x0A0A).run(5);
    assertThat(bench.module.current()).isEqualTo(PerPhase.all(9.8));

    bench.write(LIMIT, 0).run(3);
    assertThat(bench.module.state()).isEqualTo(ModuleState.B);
    assertThat(bench.module.current()).isEqualTo(PerPhase.ZERO);
    assertThat(bench.module.outputVolts()).isEqualTo(PerPhase.ZERO);

    bench.write(LIMIT, 0x0606).run(10);
    assertThat(bench.module.state()).isEqualTo(ModuleState.C);
    assertThat(bench.module.current().l1()).isCloseTo(5.8, within(0.01));
  }

  @Test
  void theRelayOpensUnderLoadSixSecondsAfterTheLimitWentToZero() {
    Bench bench = new Bench();
    bench.module.plug(new Car(HEEDLESS));
    bench.run(10).write(LIMIT, 0);

    bench.run(5.95);
    assertThat(bench.module.current().max()).as("the car goes on").isGreaterThan(15);
    assertThat(bench.module.state()).isEqualTo(ModuleState.C);

    bench.run(0.05);
    assertThat(bench.module.current()).isEqualTo(PerPhase.ZERO);
    assertThat(bench.module.outputVolts()).isEqualTo(PerPhase.ZERO);
    assertThat(bench.module.state()).isEqualTo(ModuleState.B);

    bench.run(10);
    assertThat(bench.module.state()).as("it stays open").isEqualTo(ModuleState.B);
  }

  @Test
  void aChangedPhaseSettingWaitsForTheNextStartOfCharging() {
    Bench bench = new Bench().plugged().run(15).write(SETTINGS, 0).run(10);
    assertThat(bench.module.current()).isEqualTo(PerPhase.all(15.8));

    bench.write(LIMIT, 0).run(5).write(LIMIT, 0x1010).run(15);
    assertThat(bench.module.current()).isEqualTo(new PerPhase(15.8, 0, 0));

    bench.write(SETTINGS, 1).run(10);
    assertThat(bench.module.outputVolts()).isEqualTo(new PerPhase(230, 0, 0));
    bench.write(LIMIT, 0).run(5).write(LIMIT, 0x1010).run(15);
    assertThat(bench.module.current()).isEqualTo(PerPhase.all(15.8));
  }

  @Test
  void onOneWiredPhaseTheSettingCannotMakeThree() {
    Bench bench = new Bench(new Hardware(32, Cable.A32, 1, true, "EVSE000001"), Settings.FACTORY);
    bench.plugged().run(15);
    assertThat(bench.module.current()).isEqualTo(new PerPhase(15.8, 0, 0));
  }

  @Test
  void energyIsTheIntegralOfWhatFlows() {
    Bench bench = new Bench().plugged().run(20);
    double before = bench.module.totalEnergy();

    bench.run(600);

    double expected = 3 * 15.8 * 230 * 600 / 3_600_000;
    assertThat(bench.module.totalEnergy() - before).isCloseTo(expected, within(1e-6));
    assertThat(bench.module.sessionEnergy().sum())
        .isCloseTo(bench.module.totalEnergy(), within(1e-9));
  }

  @Test
  void theNextCarBeginsANewSessionAndTheTotalGoesOn() {
    Bench bench = new Bench().plugged().run(100);
    double total = bench.module.totalEnergy();
    bench.module.unplug();
    bench.run(1);
    assertThat(bench.module.sessionEnergy().sum())
        .as("kept until then")
        .isCloseTo(total, within(1e-9));

    bench.plugged();
    assertThat(bench.module.sessionEnergy()).isEqualTo(PerPhase.ZERO);
    assertThat(bench.module.totalEnergy()).isEqualTo(total);
  }

  @Test
  void unpluggingUnderLoadStopsTheCurrentAtOnce() {
    Bench bench = new Bench().plugged().run(15);
    bench.module.unplug();
    assertThat(bench.module.current()).isEqualTo(PerPhase.ZERO);
    assertThat(bench.module.state()).isEqualTo(ModuleState.A);
    assertThat(bench.module.car()).isEmpty();
  }

  @Test
  void theLimitSurvivesUnplugging() {
    Bench bench = new Bench().plugged().write(LIMIT, 0x0A0A).run(5);
    bench.module.unplug();
    bench.plugged().run(15);
    assertThat(bench.module.current()).isEqualTo(PerPhase.all(9.8));
  }

  @Test
  void theBoardWarmsSlowlyWithTheCurrentAndCoolsAgain() {
    Bench bench = new Bench().plugged();
    double cold = bench.module.boardCelsius();
    bench.run(60);
    double soon = bench.module.boardCelsius();
    bench.run(3600);
    double warm = bench.module.boardCelsius();
    assertThat(soon).isBetween(cold + 0.1, cold + 2);
    assertThat(warm).isBetween(cold + 5, cold + 8);

    bench.module.unplug();
    bench.run(3600);
    assertThat(bench.module.boardCelsius()).isCloseTo(cold, within(0.1));
  }

  @Test
  void theSameStepsGiveTheSameNumbers() {
    double[] totals = new double[2];
    for (int i = 0; i < totals.length; i++) {
      totals[i] = new Bench().plugged().run(30).write(LIMIT, 0xFF07).run(30).module.totalEnergy();
    }
    assertThat(totals[0]).isEqualTo(totals[1]).isPositive();
  }

  @Test
  void theGreenLedTellsTheState() {
    Bench bench = new Bench().run(1);
    assertThat(bench.module.leds().green()).hasToString("100000000000");
    bench.plugged().run(0.1);
    assertThat(bench.module.leds().green()).hasToString("10");
    bench.run(10);
    assertThat(bench.module.leds().green()).hasToString("101000000");
    bench.write(LIMIT, 0).write(SETTINGS, 0).run(5).write(LIMIT, 0xFF10).run(5);
    assertThat(bench.module.leds().green()).hasToString("1000000");
    assertThat(bench.module.leds().red()).isEqualTo(LedPattern.DARK);
  }
}
