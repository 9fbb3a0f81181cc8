package org.evsebridge.simulator.charger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.evsebridge.bridge.registers.ModuleRegister.ADDRESS;
import static org.evsebridge.bridge.registers.ModuleRegister.BOOTLOADER;
import static org.evsebridge.bridge.registers.ModuleRegister.CP_DISCONNECT;
import static org.evsebridge.bridge.registers.ModuleRegister.FACTORY_RESET;
import static org.evsebridge.bridge.registers.ModuleRegister.I2C_ERRORS;
import static org.evsebridge.bridge.registers.ModuleRegister.LIMIT;
import static org.evsebridge.bridge.registers.ModuleRegister.LOCK;
import static org.evsebridge.bridge.registers.ModuleRegister.LOCK_NOW;
import static org.evsebridge.bridge.registers.ModuleRegister.MAGIC;
import static org.evsebridge.bridge.registers.ModuleRegister.RESTART;
import static org.evsebridge.bridge.registers.ModuleRegister.SAVE;
import static org.evsebridge.bridge.registers.ModuleRegister.SETTINGS;
import static org.evsebridge.bridge.registers.ModuleRegister.UBRR_IN_USE;
import static org.evsebridge.bridge.registers.ModuleRegister.UNLOCK_NOW;
import static org.evsebridge.bridge.registers.ModuleRegister.UPTIME;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.bridge.registers.RegisterSpace;
import org.evsebridge.bridge.registers.SettingBit;
import org.evsebridge.simulator.vehicle.Car;
import org.evsebridge.simulator.vehicle.CarModel;
import org.evsebridge.simulator.vehicle.CarPreset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModuleRegistersTest {
  private static final int CODE = 0x1234;
  private static final int REFUSED = 0xFFFF;
  private static final int NOT_FITTED = 0xFFFF;

  /** A car that takes an hour to notice an offer. */
  private static final CarModel DOZING =
      CarModel.of(3, 16).with(new CarModel.Timing(Duration.ofHours(1), Duration.ofMillis(500), 4));

  private final Bench bench = new Bench();

  @ParameterizedTest
  @EnumSource(ModuleRegister.class)
  void everyRegisterCanBeReadAndSaysHowItIsTreated(ModuleRegister register) {
    for (int word = 0; word < register.count(); word++) {
      assertThat(bench.read(register, word)).isBetween(0, 0xFFFF);
    }
    assertThat(ModuleRegisters.support(register)).isNotNull();
    assertThat(ModuleRegisters.isWritable(register.address()))
        .isEqualTo(register.space() == RegisterSpace.HOLDING);
  }

  /** Register, factory value, another one. No value is refused. */
  @ParameterizedTest
  @CsvSource({
    "LIMIT, 0xFF20, 0xFF0A",
    "CHALLENGE, 0, 0xFFFF",
    "SETTINGS, 1, 0xFF",
    "LED_KIND, 0, 7",
    "CONDITION, 0, 0xFFFF",
    "UBRR, 103, 0xFFFF",
    "CP_DISCONNECT_TIME, 3000, 0xFFFF",
    "CP_WAIT_TIME, 30000, 0",
    "CP_TYPES, 0, 0x0101",
  })
  void aSettingTakesEffectAtOnceIsLostAtARestartAndKeptByASave(
      ModuleRegister register, String factory, String value) {
    Bench plain = new Bench(Hardware.DEFAULT, Settings.FACTORY);
    plain.module.pressButton();
    assertThat(plain.read(register)).isEqualTo(Integer.decode(factory));

    plain.write(register, Integer.decode(value));
    assertThat(plain.read(register)).isEqualTo(Integer.decode(value));
    plain.write(MAGIC, CODE).read(RESTART);
    plain.run(3);
    assertThat(plain.read(register)).as("not saved").isEqualTo(Integer.decode(factory));

    plain.write(register, Integer.decode(value)).write(MAGIC, CODE);
    assertThat(plain.read(SAVE)).isZero();
    plain.write(MAGIC, CODE).read(RESTART);
    plain.run(3);
    assertThat(plain.read(register)).as("saved").isEqualTo(Integer.decode(value));
  }

  @Test
  void anAddressTooIsLostAtARestartAndKeptByASave() {
    bench.write(ADDRESS, 17).write(MAGIC, CODE).read(RESTART);
    bench.run(1);
    assertThat(bench.module.address()).isEqualTo(2);
    bench.write(ADDRESS, 17).write(MAGIC, CODE).read(SAVE);
    bench.write(MAGIC, CODE).read(RESTART);
    bench.run(1);
    assertThat(bench.module.address()).isEqualTo(17);
  }

  static Stream<ModuleRegister> needTheMagic() {
    return Stream.of(SAVE, FACTORY_RESET, RESTART, BOOTLOADER);
  }

  @ParameterizedTest
  @MethodSource("needTheMagic")
  void withoutTheMagicAProtectedReadIsRefusedAndDoesNothing(ModuleRegister register) {
    bench.write(SETTINGS, 0).run(1);

    assertThat(bench.read(register)).isEqualTo(REFUSED);

    bench.run(5);
    assertThat(bench.read(SETTINGS)).isZero();
    assertThat(bench.read(UPTIME)).isEqualTo(0x7017); // 6000, low byte first
    assertThat(bench.module.isRunning()).isTrue();
    bench.module.powerCycle();
    bench.run(3);
    assertThat(bench.read(SETTINGS)).as("nor was it saved").isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("needTheMagic")
  void withTheMagicAProtectedReadAnswersZero(ModuleRegister register) {
    assertThat(bench.write(MAGIC, CODE).read(register)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0x1235", "0x0000", "0x3412", "0xFFFF"})
  void aWrongMagicIsAcceptedAndIgnored(String wrong) {
    bench.write(MAGIC, Integer.decode(wrong));
    assertThat(bench.read(SAVE)).isEqualTo(REFUSED);
    assertThat(bench.read(MAGIC)).as("it is no secret").isEqualTo(CODE);
  }

  @Test
  void unlockedAnotherValueBecomesTheCodeAndASaveKeepsIt() {
    bench.write(MAGIC, CODE).write(MAGIC, 0xBEEF).write(MAGIC, 0xBEEF).read(SAVE);
    bench.write(MAGIC, 0xBEEF).read(RESTART);
    bench.run(3);
    assertThat(bench.read(MAGIC)).isEqualTo(0xBEEF);

    assertThat(bench.write(MAGIC, CODE).read(SAVE)).isEqualTo(REFUSED);
    assertThat(bench.write(MAGIC, 0xBEEF).read(SAVE)).isZero();
  }

  @Test
  void aFactoryResetBringsTheFactoryValuesNowAndForGood() {
    bench.write(SETTINGS, 0).write(LIMIT, 0x0A0A).write(MAGIC, CODE).read(SAVE);
    bench.write(MAGIC, CODE);
    assertThat(bench.read(FACTORY_RESET)).isZero();

    assertThat(bench.module.settings()).isEqualTo(Settings.FACTORY);
    assertThat(bench.read(LIMIT)).isEqualTo(0xFF20);
    assertThat(bench.read(ADDRESS) & 0xFF).isEqualTo(1);
    bench.write(MAGIC, CODE).read(RESTART);
    bench.run(3);
    assertThat(bench.module.settings()).isEqualTo(Settings.FACTORY);
  }

  @Test
  void aRestartOpensTheRelayIsSilentForTheStartAndChargesAgain() {
    bench.plugged().run(20).write(LIMIT, 0x0A0A).write(MAGIC, CODE);
    double total = bench.module.totalEnergy();

    assertThat(bench.read(RESTART)).isZero();
    assertThat(bench.module.answersAt(2)).as("as soon as the answer is out").isFalse();

    bench.run(0.05);
    assertThat(bench.module.current().max()).isZero();
    assertThat(bench.module.advertisedAmperes()).isZero();
    assertThat(bench.module.leds().green()).isEqualTo(LedPattern.STEADY);
    bench.run(0.35);
    assertThat(bench.module.answersAt(2)).isFalse();

    bench.run(0.05);
    assertThat(bench.module.answersAt(2)).isTrue();
    assertThat(bench.read(UPTIME)).as("450 ms").isEqualTo(0xC201);
    assertThat(bench.read(LIMIT)).as("plug & charge again").isEqualTo(0xFF20);
    assertThat(bench.module.sessionEnergy().sum()).isZero();
    assertThat(bench.module.totalEnergy()).isGreaterThanOrEqualTo(total);
    bench.run(10);
    assertThat(bench.module.state()).isEqualTo(ModuleState.C);
    assertThat(bench.module.current().l1()).isGreaterThan(15);
  }

  @Test
  void theBaudDivisorChangesWithTheStartAfterASave() {
    bench.write(ModuleRegister.UBRR, 51);
    assertThat(bench.read(UBRR_IN_USE)).isEqualTo(103);
    bench.write(MAGIC, CODE).read(SAVE);
    assertThat(bench.read(UBRR_IN_USE)).isEqualTo(103);
    bench.write(MAGIC, CODE).read(RESTART);
    bench.run(3);
    assertThat(bench.read(UBRR_IN_USE)).isEqualTo(51);
  }

  @Test
  void inTheBootloaderOnlyItsOwnAddressAnswersUntilThePowerIsSwitched() {
    bench.plugged().run(20).write(MAGIC, CODE).read(BOOTLOADER);
    bench.run(60);

    assertThat(bench.module.answersAt(2)).isFalse();
    assertThat(bench.module.answersAt(ModuleRegister.BOOTLOADER_UNIT)).isTrue();
    assertThat(bench.module.current().max()).isZero();
    assertThat(bench.module.leds()).isEqualTo(Leds.allDark());

    bench.module.powerCycle();
    bench.run(3);
    assertThat(bench.module.answersAt(2)).isTrue();
    assertThat(bench.module.answersAt(ModuleRegister.BOOTLOADER_UNIT)).isFalse();
  }

  @Test
  void atAddressOneItIsSilentUntilTheButtonIsPressed() {
    Bench silent = new Bench(Hardware.DEFAULT, Settings.FACTORY).run(60);
    assertThat(silent.module.answersAt(1)).isFalse();
    silent.module.pressButton();
    assertThat(silent.module.answersAt(1)).isTrue();

    silent.module.powerCycle();
    silent.run(60);
    assertThat(silent.module.answersAt(1)).as("after a restart again").isFalse();
  }

  @Test
  void atAddressOneItIsSilentUntilTheCarsStateChanges() {
    Bench silent = new Bench(Hardware.DEFAULT, Settings.FACTORY).run(1);
    silent.plugged().run(0.1);
    assertThat(silent.module.answersAt(1)).isTrue();

    silent.write(LIMIT, 0).run(5);
    silent.module.powerCycle();
    silent.write(LIMIT, 0).run(3);
    assertThat(silent.module.answersAt(1)).as("the car was there from the start").isFalse();
    silent.module.unplug();
    assertThat(silent.module.answersAt(1)).isTrue();
  }

  @Test
  void theLockFollowsItsRegistersAndItsSettingBit() {
    assertThat(bench.read(LOCK)).isZero();
    assertThat(bench.read(LOCK_NOW)).isEqualTo(0x0100);
    assertThat(bench.read(LOCK)).isEqualTo(0x0100);
    assertThat(bench.read(SETTINGS)).isEqualTo(0b11);
    assertThat(bench.read(UNLOCK_NOW)).isZero();
    assertThat(bench.read(LOCK)).isZero();
    bench.write(SETTINGS, SettingBit.LOCKED.mask());
    assertThat(bench.read(LOCK)).isEqualTo(0x0100);
  }

  @Test
  void aLockPortThatDisconnectsCpIsNoLock() {
    bench.write(SETTINGS, SettingBit.LOCK_PORT_DISCONNECTS_CP.mask());
    assertThat(bench.read(LOCK)).isEqualTo(NOT_FITTED);
    assertThat(bench.read(LOCK_NOW)).isEqualTo(NOT_FITTED);
    assertThat(bench.read(UNLOCK_NOW)).isEqualTo(NOT_FITTED);
    assertThat(bench.read(SETTINGS)).isEqualTo(SettingBit.LOCK_PORT_DISCONNECTS_CP.mask());
  }

  @Test
  void withoutASwitchCpCannotBeDisconnected() {
    bench.plugged().run(20);
    assertThat(bench.read(CP_DISCONNECT)).isEqualTo(NOT_FITTED);
    bench.run(2);
    assertThat(bench.module.state()).isEqualTo(ModuleState.C);
  }

  /**
   * The settings, the CP types and the time in ms; then what 0x0017 and 0x0010 answer, how long the
   * line is cut, how long the pilot is steady after that, and when the car, which takes 2 s to
   * start, charges again.
   */
  private static final String[] CP_DISCONNECTS = {
    "0b000001, 0x0000, 4000, 0xFFFF, 0, 0, 0",
    "0b010001, 0x0000, 4000, 0xFFFF, 0, 0, 0",
    "0b001001, 0x0000, 4000, 1, 0xFFFF, 4, 0",
    "0b001001, 0x0100, 4000, 1, 0xFFFF, 4, 0",
    "0b001001, 0x0001, 4000, 1, 0xFFFF, 4, 1",
    "0b100001, 0x0000, 4000, 1, 0, 4, 0",
    "0b100001, 0x0000, 1000, 1, 0, 1, 0",
    "0b100001, 0x0000, 0, 1, 0, 0, 0",
    "0b100001, 0x0001, 4000, 1, 0, 4, 1",
    "0b100001, 0x0100, 4000, 1, 0, 4, 4",
    "0b100001, 0x0101, 1500, 1, 0, 1.5, 2.5",
    "0b100011, 0x0100, 3000, 1, 0x0100, 3, 3",
    "0b101001, 0x0100, 4000, 1, 0xFFFF, 4, 0",
  };

  static Stream<String> cpDisconnects() {
    return Stream.of(CP_DISCONNECTS);
  }

  @ParameterizedTest
  @MethodSource("cpDisconnects")
  void cpIsDisconnectedInItsKindsForItsTimes(String row) {
    new CpDisconnect(row).happens(cpBench());
  }

  @ParameterizedTest
  @MethodSource("cpDisconnects")
  void aRestartForgetsTheKindOfCpDisconnectUnlessItWasSaved(String row) {
    CpDisconnect kind = new CpDisconnect(row);
    Bench restarted = cpBench();
    kind.set(restarted);
    restarted.write(MAGIC, CODE).read(RESTART);
    restarted.run(10);
    new CpDisconnect(CP_DISCONNECTS[0]).isSeen(restarted);

    kind.set(restarted);
    assertThat(restarted.read(SAVE)).as("without the magic").isEqualTo(REFUSED);
    restarted.write(MAGIC, CODE);
    assertThat(restarted.read(SAVE)).isZero();
    restarted.write(MAGIC, CODE).read(RESTART);
    restarted.run(10);
    kind.isSeen(restarted);
  }

  private static Bench cpBench() {
    return new Bench().plugged().run(10);
  }

  /** A row of the table above. */
  private static final class CpDisconnect {
    private final String[] cells;

    CpDisconnect(String row) {
      cells = row.split(", ");
    }

    void happens(Bench bench) {
      set(bench);
      isSeen(bench);
    }

    void set(Bench bench) {
      bench
          .write(SETTINGS, Integer.parseInt(cells[0].substring(2), 2))
          .write(ModuleRegister.CP_TYPES, Integer.decode(cells[1]))
          .write(ModuleRegister.CP_DISCONNECT_TIME, Integer.parseInt(cells[2]));
    }

    /** What the pilot's two registers show tells a cut line from a steady pilot and from pulses. */
    void isSeen(Bench bench) {
      assertThat(bench.module.state()).isEqualTo(ModuleState.C);
      assertThat(bench.read(CP_DISCONNECT)).isEqualTo(Integer.decode(cells[3]));
      assertThat(bench.read(LOCK)).isEqualTo(Integer.decode(cells[4]));
      double cut = Double.parseDouble(cells[5]);
      double steady = Double.parseDouble(cells[6]);
      assertThat(secondsAt(bench, 1023, 1023)).as("cut").isEqualTo(cut);
      assertThat(secondsAt(bench, 895, 895)).as("steady").isEqualTo(steady);
      if (cut > 0) {
        assertThat(bench.module.state()).isEqualTo(ModuleState.B);
        assertThat(bench.module.current().max()).isZero();
      }
      bench.run(10);
      assertThat(bench.module.state()).as("the car starts over").isEqualTo(ModuleState.C);
    }

    private static double secondsAt(Bench bench, int lowest, int highest) {
      int steps = 0;
      while (bench.read(ModuleRegister.PILOT_LOWEST) == lowest << 6
          && bench.read(ModuleRegister.PILOT_HIGHEST) == highest << 6) {
        assertThat(bench.module.state()).isIn(ModuleState.B, ModuleState.C);
        bench.run(0.05);
        steps++;
      }
      return steps / 20.0;
    }
  }

  @Test
  void readingCpDisconnectOnceMoreBeginsItsTimeAnewAndACarThatComesMeanwhileWaits() {
    bench.write(SETTINGS, 0b100001);
    assertThat(bench.read(CP_DISCONNECT)).as("also without a car").isEqualTo(1);
    bench.run(2);
    bench.plugged();
    bench.read(CP_DISCONNECT);
    bench.run(2.9);
    assertThat(bench.module.state()).isEqualTo(ModuleState.B);
    assertPilot(1023, 1023);
    bench.run(0.1);
    assertPilot(0, 895);
  }

  /** The CP type, the pilot without a car, and how long a new car sees no pulses. */
  @ParameterizedTest
  @CsvSource({"0x0000, 0, 0", "0x0100, 0, 0", "0x0001, 1023, 1", "0x0101, 1023, 1"})
  void theCpTypeDecidesWhetherA1AndB1ComeFirst(String types, int withoutCar, double steady) {
    bench.write(ModuleRegister.CP_TYPES, Integer.decode(types)).run(1);
    assertPilot(withoutCar, 1023);
    bench.plugged();
    bench.run(0.05);
    assertThat(CpDisconnect.secondsAt(bench, 895, 895)).isEqualTo(Math.max(0, steady - 0.05));
    assertPilot(0, 895);
    assertThat(bench.read(ModuleRegister.CURRENTS)).as("the register").isEqualTo(0x2020);
    bench.run(10);
    assertThat(bench.module.state()).isEqualTo(ModuleState.C);
  }

  @Test
  void theLedKindDecidesHowManyLedsShowTheExternalPattern() {
    assertThat(bench.module.externalLeds()).isEqualTo(1);
    bench.write(ModuleRegister.LED_KIND, 1);
    assertThat(bench.module.externalLeds()).isEqualTo(36);
    bench.write(MAGIC, CODE).read(RESTART);
    bench.run(3);
    assertThat(bench.module.externalLeds()).as("not saved").isEqualTo(1);
    bench.write(ModuleRegister.LED_KIND, 1).write(MAGIC, CODE).read(SAVE);
    bench.write(MAGIC, CODE).read(RESTART);
    bench.run(3);
    assertThat(bench.module.externalLeds()).as("saved").isEqualTo(36);
  }

  /** The rule is unknown: no other challenge has a response. */
  @ParameterizedTest
  @CsvSource({"0xABCD, 0x5500", "0x0001, 0x94A7", "0xCAFE, 0", "0, 0"})
  void twoChallengesHaveTheResponseThatWasSeen(String challenge, String response) {
    bench.write(ModuleRegister.CHALLENGE, Integer.decode(challenge));
    assertThat(bench.read(ModuleRegister.CHALLENGE_RESPONSE)).isEqualTo(Integer.decode(response));
  }

  @Test
  void theI2cErrorsCountWhileTheBusFailsAndReadingClearsThem() {
    assertThat(bench.read(I2C_ERRORS)).isZero();
    bench.module.cause(Fault.I2C_COMMUNICATION);
    bench.run(10.1);
    assertThat(bench.read(I2C_ERRORS)).isEqualTo(10);
    assertThat(bench.read(I2C_ERRORS)).isZero();
  }

  @Test
  void thePilotValuesTellTheVoltagesOfTheState() {
    assertPilot(0, 1023); // A, pulses at -12 and +12 V
    bench.plugged().run(0.1);
    assertPilot(0, 895);
    bench.run(10);
    assertPilot(0, 767);
    bench.write(LIMIT, 0).run(5);
    assertPilot(895, 895);
    bench.module.cause(Fault.HIGHEST_CP_TOO_LOW);
    bench.run(0.1);
    assertPilot(512, 512);
    bench.module.remove(Fault.HIGHEST_CP_TOO_LOW);
    bench.module.plug(new Car(CarPreset.DIODE_FAULT.model()));
    bench.run(0.1);
    assertPilot(128, 895);
  }

  private void assertPilot(int lowest, int highest) {
    assertThat(bench.read(ModuleRegister.PILOT_LOWEST)).isEqualTo(lowest << 6);
    assertThat(bench.read(ModuleRegister.PILOT_HIGHEST)).isEqualTo(highest << 6);
  }

  @Test
  void registersOfUnpublishedMeaningReadZero() {
    assertThat(
            Arrays.stream(ModuleRegister.values())
                .filter(r -> ModuleRegisters.support(r) == RegisterSupport.NOT_KNOWN))
        .isNotEmpty()
        .allSatisfy(register -> assertThat(bench.read(register)).isZero());
  }

  @Test
  void theSessionsEnergyAndTheTotalRoundAlike() {
    bench.plugged();
    for (int minute = 0; minute < 300; minute++) {
      bench.run(60);
      assertThat(bench.read(ModuleRegister.TOTAL_ENERGY))
          .isEqualTo(bench.read(ModuleRegister.SESSION_ENERGY));
    }
    assertThat(bench.read(ModuleRegister.TOTAL_ENERGY)).isGreaterThan(256);
  }

  @Test
  void theUptimeHasItsLowByteFirst() {
    bench.run(70); // 70,000 is 0x11170
    assertThat(bench.read(UPTIME, 0)).isEqualTo(0x7011);
    assertThat(bench.read(UPTIME, 1)).isEqualTo(0x0100);
    assertThat(bench.read(UPTIME, 2)).isZero();
  }

  @Test
  void anAutomaticCpDisconnectGivesADozingCarANewStartOnce() {
    Bench dozing =
        new Bench()
            .write(SETTINGS, 0b110001) // EV40, automatic, three phases
            .write(ModuleRegister.CP_WAIT_TIME, 10_000)
            .write(ModuleRegister.CP_DISCONNECT_TIME, 1_000);
    dozing.module.plug(new Car(DOZING));

    assertThat(secondsWithPilotCut(dozing, 9.95)).isZero();
    assertThat(secondsWithPilotCut(dozing, 2)).isEqualTo(1);
    assertThat(secondsWithPilotCut(dozing, 60)).as("once only").isZero();

    dozing.write(LIMIT, 0).run(1).write(LIMIT, 0x1010);
    assertThat(secondsWithPilotCut(dozing, 12)).as("a new start, a new try").isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0b000001", "0b010001", "0b100001"})
  void withoutTheSettingOrTheSwitchNothingIsDisconnected(String settings) {
    Bench dozing =
        new Bench()
            .write(SETTINGS, Integer.parseInt(settings.substring(2), 2))
            .write(ModuleRegister.CP_WAIT_TIME, 1_000);
    dozing.module.plug(new Car(DOZING));
    assertThat(secondsWithPilotCut(dozing, 10)).isZero();
  }

  /** While the line is cut the module measures no pulses. */
  private static double secondsWithPilotCut(Bench bench, double seconds) {
    int steps = 0;
    for (int i = 0; i < Math.round(seconds * 20); i++) {
      bench.run(0.05);
      boolean pulses = bench.read(ModuleRegister.PILOT_LOWEST) == 0;
      steps += pulses ? 0 : 1;
    }
    return steps / 20.0;
  }
}
