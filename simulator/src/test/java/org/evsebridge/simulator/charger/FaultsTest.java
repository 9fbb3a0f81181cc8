package org.evsebridge.simulator.charger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.evsebridge.bridge.registers.ModuleRegister.CURRENTS;
import static org.evsebridge.bridge.registers.ModuleRegister.LIMIT;
import static org.evsebridge.bridge.registers.ModuleRegister.MAGIC;
import static org.evsebridge.bridge.registers.ModuleRegister.RESTART;
import static org.evsebridge.bridge.registers.ModuleRegister.SETTINGS;
import static org.evsebridge.bridge.registers.ModuleRegister.STATE;
import static org.evsebridge.bridge.registers.ModuleRegister.TEMPERATURE;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.bridge.registers.SettingBit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultsTest {
  /** What must happen, besides its cause going, for a fault to be over. */
  private static final Map<Fault, Consumer<Bench>> WAY_BACK = new EnumMap<>(Fault.class);

  static {
    WAY_BACK.put(Fault.WARM, bench -> bench.run(3600));
    WAY_BACK.put(Fault.TOO_HOT, bench -> bench.run(3600));
    WAY_BACK.put(
        Fault.DC_LEAKAGE,
        bench -> {
          bench.module.unplug();
          bench.plugged();
        });
    WAY_BACK.put(Fault.LEAKAGE_SELF_TEST, bench -> bench.write(MAGIC, 0x1234).read(RESTART));
    WAY_BACK.put(Fault.I2C_INITIALISATION, bench -> bench.write(MAGIC, 0x1234).read(RESTART));
  }

  private final Bench bench = new Bench().plugged().run(20);

  @ParameterizedTest
  @CsvSource({
    "WARM, 3, 0, 10, 10010000",
    "RELAY_STAYS_ON, 5, 2, 0, 10011110",
    "NO_EARTH, 5, 4, 0, 10011100",
    "HIGHEST_CP_TOO_LOW, 5, 8, 0, 0",
    "LOWEST_CP_TOO_HIGH, 5, 16, 0, 0",
    "DC_LEAKAGE, 5, 32, 0, 10010110",
    "I2C_INITIALISATION, 6, 64, 0, 00000001",
    "I2C_COMMUNICATION, 6, 128, 0, 0"
  })
  void aFaultForcesItsStateBitsCurrentAndLed(
      Fault fault, int state, int bits, int advertised, String red) {
    bench.module.cause(fault);
    bench.run(0.05);

    assertThat(bench.read(STATE)).isEqualTo(bits << 8 | state);
    assertThat(bench.module.advertisedAmperes()).isEqualTo(advertised);
    assertThat(bench.module.leds().red()).hasToString(red);
    assertThat(bench.module.faults()).contains(fault);
    if (advertised == 0) {
      assertThat(bench.module.leds().green()).isEqualTo(LedPattern.DARK);
      assertThat(bench.module.leds().colour()).isEqualTo(Leds.Colour.RED);
      bench.run(10);
      assertThat(bench.module.current()).isEqualTo(PerPhase.ZERO);
    } else {
      bench.run(10);
      assertThat(bench.module.current().max()).isBetween(9.0, (double) advertised);
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void afterItsWayBackTheCarChargesAgain(Fault fault) {
    bench.module.cause(fault);
    bench.run(30);
    bench.module.remove(fault);
    WAY_BACK.getOrDefault(fault, b -> {}).accept(bench);
    bench.run(20);

    assertThat(bench.read(STATE)).isEqualTo(ModuleState.C.code());
    assertThat(bench.module.current().max()).isGreaterThan(15);
    assertThat(bench.module.leds().red()).isEqualTo(LedPattern.DARK);
  }

  @ParameterizedTest
  @EnumSource(names = {"WARM", "TOO_HOT", "DC_LEAKAGE", "I2C_INITIALISATION"})
  void aFaultWithAWayBackOfItsOwnStaysWhenOnlyItsCauseGoes(Fault fault) {
    bench.module.cause(fault);
    bench.run(1);
    bench.module.remove(fault);
    bench.run(5);
    assertThat(bench.module.faults()).contains(fault);
  }

  @Test
  void whileTheCauseLastsTheWayBackDoesNotHelp() {
    for (Fault fault : WAY_BACK.keySet()) { // the self-test's failure begins with its way back
      Bench other = new Bench().plugged().run(20);
      other.module.cause(fault);
      other.run(1);
      WAY_BACK.get(fault).accept(other);
      other.run(20);
      assertThat(other.module.faults()).as(fault.name()).contains(fault);
    }
  }

  @Test
  void severalAtOnceShowAllBitsTheHardwareErrorAndTheLedInOrder() {
    bench.module.cause(Fault.NO_EARTH);
    bench.module.cause(Fault.I2C_INITIALISATION);
    bench.module.cause(Fault.TOO_HOT);
    bench.run(0.1);
    assertThat(bench.read(STATE)).isEqualTo((64 | 4 | 1) << 8 | 6);
    assertThat(bench.module.leds().red()).hasToString("10011100");

    bench.module.cause(Fault.RELAY_STAYS_ON);
    bench.run(0.1);
    assertThat(bench.read(STATE)).isEqualTo((64 | 4 | 2 | 1) << 8 | 6);
    assertThat(bench.module.leds().red()).hasToString("10011110");

    bench.module.remove(Fault.RELAY_STAYS_ON);
    bench.module.remove(Fault.NO_EARTH);
    bench.run(0.1);
    assertThat(bench.module.leds().red()).hasToString("00000001");
  }

  @Test
  void aStuckRelayKeepsL1OnTheOutput() {
    bench.module.cause(Fault.RELAY_STAYS_ON);
    bench.run(10);
    assertThat(bench.module.outputVolts()).isEqualTo(new PerPhase(230, 0, 0));
    bench.module.unplug();
    bench.run(1);
    assertThat(bench.module.outputVolts()).isEqualTo(new PerPhase(230, 0, 0));
    bench.module.remove(Fault.RELAY_STAYS_ON);
    bench.run(1);
    assertThat(bench.module.outputVolts()).isEqualTo(PerPhase.ZERO);
  }

  @Test
  void leakageIsNoticedOnlyWhileCurrentCanFlow() {
    bench.write(LIMIT, 0).run(5);
    bench.module.cause(Fault.DC_LEAKAGE);
    bench.run(5);
    assertThat(bench.module.faults()).isEmpty();
    bench.write(LIMIT, 0xFF10).run(5);
    assertThat(bench.module.faults()).containsExactly(Fault.DC_LEAKAGE);
  }

  @Test
  void withoutItsModuleLeakageIsNotNoticed() {
    Bench without = withoutLeakageModule();
    without.module.cause(Fault.DC_LEAKAGE);
    without.run(20);
    assertThat(without.module.state()).isEqualTo(ModuleState.C);
  }

  @Test
  void aRequiredLeakageModuleThatIsMissingIsAFaultUntilItIsNoLongerRequired() {
    Bench without = withoutLeakageModule();
    without.write(SETTINGS, 1 | SettingBit.LEAKAGE_MODULE_REQUIRED.mask()).run(20);
    assertThat(without.read(STATE)).isEqualTo(32 << 8 | 5);
    assertThat(without.module.leds().red()).hasToString("10010110");
    without.write(SETTINGS, 1).run(20);
    assertThat(without.module.state()).isEqualTo(ModuleState.C);

    bench.write(SETTINGS, 1 | SettingBit.LEAKAGE_MODULE_REQUIRED.mask()).run(5);
    assertThat(bench.module.state()).as("it is there").isEqualTo(ModuleState.C);
  }

  private static Bench withoutLeakageModule() {
    return new Bench(new Hardware(32, Cable.A32, 3, false, "EVSE000001"), Settings.FACTORY)
        .plugged()
        .run(20);
  }

  @Test
  void aWarmBoardIsDeratedUntilItHasCooledSomeWay() {
    bench.module.cause(Fault.WARM);
    bench.run(1);
    assertThat(bench.read(TEMPERATURE)).isEqualTo(75);
    bench.module.remove(Fault.WARM);
    while (bench.module.boardCelsius() > 65.01) {
      assertThat(bench.module.advertisedAmperes()).isEqualTo(10);
      bench.run(1);
    }
    bench.run(2);
    assertThat(bench.module.advertisedAmperes()).isEqualTo(32);
  }

  @ParameterizedTest
  @CsvSource({"WARM, 2.3, 1001000010010000", "NO_EARTH, 0.6, 1001110010011100"})
  void theRedLedBeginsItsPatternFromTheStart(Fault fault, double before, String seen) {
    bench.run(before); // in the middle of a step of a pattern that began with the state
    bench.module.cause(fault);
    StringBuilder steps = new StringBuilder();
    for (int i = 0; i < seen.length(); i++) {
      bench.run(0.05);
      steps.append(bench.module.leds().red().litAt(bench.module.redFor()) ? '1' : '0');
      bench.run(0.2);
    }
    assertThat(steps).hasToString(seen);
  }

  @Test
  void aTooHotBoardStopsChargingWithoutAnErrorStateUntilItIsMuchCooler() {
    bench.module.cause(Fault.TOO_HOT);
    bench.run(5);
    assertThat(bench.read(STATE)).as("too hot, state B").isEqualTo(0x0102);
    assertThat(bench.read(CURRENTS)).isEqualTo(0x0020);
    assertThat(bench.module.leds().red()).hasToString("10011000");

    bench.module.remove(Fault.TOO_HOT);
    bench.run(1);
    while (bench.module.boardCelsius() > 60) {
      boolean bit = bench.read(STATE) >> 8 == 1;
      if (bench.module.boardCelsius() > 85 || bench.module.boardCelsius() <= 80) {
        assertThat(bit).isEqualTo(bench.module.boardCelsius() > 80);
      }
      assertThat(bench.module.advertisedAmperes()).isZero();
      assertThat(bench.module.leds().red()).hasToString("10011000");
      bench.run(1);
    }
    while (bench.module.advertisedAmperes() == 0) {
      bench.run(1);
    }
    assertThat(bench.module.boardCelsius()).isBetween(40.0, 60.0);
    assertThat(bench.module.advertisedAmperes()).isEqualTo(32);
    assertThat(bench.module.leds().red()).isEqualTo(LedPattern.DARK);
  }

  @Test
  void theLeakageModuleIsTestedAtTheStartAndAFailureStaysUntilTheNext() {
    bench.module.cause(Fault.LEAKAGE_SELF_TEST);
    bench.run(60);
    assertThat(bench.module.faults()).as("it has been tested").isEmpty();

    bench.module.powerCycle();
    bench.run(20);
    assertThat(bench.read(STATE)).isEqualTo(32 << 8 | 6);
    assertThat(bench.module.leds().red()).hasToString("00000001");
    assertThat(bench.module.current()).isEqualTo(PerPhase.ZERO);

    bench.module.remove(Fault.LEAKAGE_SELF_TEST);
    bench.run(20);
    assertThat(bench.module.faults()).containsExactly(Fault.LEAKAGE_SELF_TEST);
    bench.module.powerCycle();
    bench.run(20);
    assertThat(bench.module.state()).isEqualTo(ModuleState.C);
  }

  @Test
  void withoutTheLeakageModuleThereIsNothingToTest() {
    Bench without = withoutLeakageModule();
    without.module.cause(Fault.LEAKAGE_SELF_TEST);
    without.module.powerCycle();
    without.run(20);
    assertThat(without.module.faults()).isEmpty();
  }

  /** The fault, and the ends of the pilot with a car connected: F is -12 V, E is 0 V. */
  @ParameterizedTest
  @CsvSource({
    "NO_EARTH, 0, 0",
    "RELAY_STAYS_ON, 0, 0",
    "DC_LEAKAGE, 0, 0",
    "I2C_COMMUNICATION, 0, 0",
    "HIGHEST_CP_TOO_LOW, 512, 512",
    "LOWEST_CP_TOO_HIGH, 128, 895"
  })
  void anErrorWithACarConnectedShowsInThePilot(Fault fault, int lowest, int highest) {
    bench.module.cause(fault);
    bench.run(5);
    assertThat(bench.read(ModuleRegister.PILOT_LOWEST)).isEqualTo(lowest << 6);
    assertThat(bench.read(ModuleRegister.PILOT_HIGHEST)).isEqualTo(highest << 6);
  }
}
