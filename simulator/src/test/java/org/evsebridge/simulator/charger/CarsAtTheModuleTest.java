package org.evsebridge.simulator.charger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.evsebridge.bridge.registers.ModuleRegister.CP_DISCONNECT;
import static org.evsebridge.bridge.registers.ModuleRegister.LIMIT;
import static org.evsebridge.bridge.registers.ModuleRegister.SETTINGS;
import static org.evsebridge.bridge.registers.ModuleRegister.STATE;

import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.bridge.registers.SettingBit;
import org.evsebridge.simulator.vehicle.Car;
import org.evsebridge.simulator.vehicle.CarModel;
import org.evsebridge.simulator.vehicle.CarModel.Battery;
import org.evsebridge.simulator.vehicle.CarPreset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CarsAtTheModuleTest {
  private final Bench bench = new Bench();

  private Car plug(CarModel model) {
    Car car = new Car(model);
    bench.module.plug(car);
    return car;
  }

  @ParameterizedTest
  @CsvSource({
    "THREE_PHASE_11KW, 15.8, 15.8, 15.8, 9.8",
    "HYBRID, 15.8, 0, 0, 9.8",
    "TWO_PHASE, 15.8, 15.8, 0, 9.8",
    "THREE_PHASE_22KW, 31.8, 31.8, 31.8, 9.8",
    "OVERDRAW, 31.8, 31.8, 31.8, 12.8",
    "SLEEPER, 15.8, 15.8, 15.8, 9.8"
  })
  void aPresetDrawsWhatItsNameSays(
      CarPreset preset, double l1, double l2, double l3, double atTenAmperes) {
    plug(preset.model());
    bench.run(20);
    assertThat(bench.module.current()).isEqualTo(new PerPhase(l1, l2, l3));
    bench.write(LIMIT, 0x0A0A).run(10);
    assertThat(bench.module.current().l1()).isEqualTo(atTenAmperes);
  }

  @Test
  void aCarThatAsksForVentilationGetsStateDAndNoCurrent() {
    plug(CarPreset.VENTILATION.model());
    bench.run(20);
    assertThat(bench.read(STATE)).isEqualTo(4);
    assertThat(bench.module.outputVolts()).isEqualTo(PerPhase.ZERO);
    bench.write(LIMIT, 0).run(5);
    assertThat(bench.module.state()).isEqualTo(ModuleState.B);
  }

  @Test
  void aCarWithoutItsDiodeIsAFaultUntilItGoes() {
    plug(CarPreset.DIODE_FAULT.model());
    bench.run(20);
    assertThat(bench.read(STATE)).isEqualTo(16 << 8 | 5);
    assertThat(bench.module.advertisedAmperes()).isZero();

    plug(CarPreset.THREE_PHASE_11KW.model());
    bench.run(20);
    assertThat(bench.module.state()).isEqualTo(ModuleState.C);
  }

  @Test
  void aSleepingCarIsWokenByACpDisconnectOnly() {
    Car car = plug(CarPreset.SLEEPER.model());
    bench.write(SETTINGS, 1 | SettingBit.EV40_CP_DISCONNECT.mask()).write(LIMIT, 0).run(59);
    assertThat(car.isAsleep()).isFalse();
    bench.run(2);
    assertThat(car.isAsleep()).isTrue();

    bench.write(LIMIT, 0x1010).run(120);
    assertThat(bench.module.state()).as("an offer does not wake it").isEqualTo(ModuleState.B);

    bench.read(CP_DISCONNECT);
    bench.run(15);
    assertThat(bench.module.state()).isEqualTo(ModuleState.C);
    assertThat(bench.module.current().l1()).isEqualTo(15.8);
  }

  @Test
  void theAutomaticCpDisconnectWakesASleepingCar() {
    plug(CarPreset.SLEEPER.model());
    bench.write(SETTINGS, 0b110001).write(LIMIT, 0).run(90).write(LIMIT, 0x1010).run(29);
    assertThat(bench.module.state()).isEqualTo(ModuleState.B);
    bench.run(20);
    assertThat(bench.module.state()).isEqualTo(ModuleState.C);
  }

  @Test
  void aCarThatAsksForVentilationIsAwakeAndLeftAlone() {
    plug(CarPreset.VENTILATION.model());
    bench.write(SETTINGS, 0b110001).write(ModuleRegister.CP_WAIT_TIME, 5_000).run(5);
    for (int i = 0; i < 400; i++) {
      bench.run(0.05);
      assertThat(bench.module.state()).isEqualTo(ModuleState.D);
    }
  }

  @Test
  void aCarStopsAtItsTargetAndGoesBackToB() {
    Car car = plug(CarModel.of(3, 16).with(new Battery(10, 79, 80)));
    bench.run(20);
    assertThat(bench.module.state()).isEqualTo(ModuleState.C);
    bench.run(600);
    assertThat(car.percent()).isBetween(80.0, 80.1);
    assertThat(bench.module.state()).isEqualTo(ModuleState.B);
    assertThat(bench.module.advertisedAmperes()).as("the offer stands").isEqualTo(32);
  }

  @Test
  void nearFullItTapers() {
    plug(CarModel.of(3, 16).with(new Battery(100, 95, 100)));
    bench.run(20);
    assertThat(bench.module.current().l1()).isBetween(10.0, 12.0);
    bench.run(1200);
    assertThat(bench.module.current().l1()).isBetween(6.0, 9.0);
  }

  @Test
  void theBatteryFillsWithMostOfTheEnergyThatIsMetered() {
    Car car = plug(CarModel.of(3, 16).with(new Battery(100, 10, 100)));
    bench.run(3600);
    double filled = (car.percent() - 10) / 100 * 100;
    assertThat(filled / bench.module.totalEnergy()).isBetween(0.85, 0.95);
  }
}
