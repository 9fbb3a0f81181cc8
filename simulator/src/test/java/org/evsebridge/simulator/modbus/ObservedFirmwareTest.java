package org.evsebridge.simulator.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.simulator.charger.Cable;
import org.evsebridge.simulator.charger.ChargingModule;
import org.evsebridge.simulator.charger.Eeprom;
import org.evsebridge.simulator.charger.Fault;
import org.evsebridge.simulator.charger.FirmwareOptions;
import org.evsebridge.simulator.charger.FirmwareVersion;
import org.evsebridge.simulator.charger.Hardware;
import org.evsebridge.simulator.charger.MeterChip;
import org.evsebridge.simulator.charger.Settings;
import org.evsebridge.simulator.charger.UndefinedAddresses;
import org.evsebridge.simulator.vehicle.Car;
import org.evsebridge.simulator.vehicle.CarPreset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was seen on firmware 2.10.8, each row of it, asked over the module's Modbus side. */
class ObservedFirmwareTest {
  private static final int UNIT = 2;
  private static final Settings AT_UNIT = Settings.FACTORY.with(ModuleRegister.ADDRESS, UNIT);
  private static final FirmwareOptions OLD = FirmwareOptions.DEFAULT.with(FirmwareVersion.V2_10_8);

  private ChargingModule module;
  private ModuleUnit unit;

  ObservedFirmwareTest() {
    start(Hardware.DEFAULT, OLD, AT_UNIT);
  }

  private void start(Hardware hardware, FirmwareOptions firmware, Settings settings) {
    module = new ChargingModule(hardware, firmware, MeterChip.EXACT, Eeprom.inMemory(settings));
    unit = new ModuleUnit(module);
  }

  /** Sends a PDU given in hexadecimal; the answer likewise, or empty for silence. */
  private String ask(int address, String pdu) {
    byte[] bytes = HexFormat.of().parseHex(pdu.replace(" ", ""));
    Optional<Adu> answer = unit.answer(new Adu(address, Pdu.of(bytes, 0, bytes.length)));
    return answer.map(adu -> adu.pdu().toString()).orElse("");
  }

  private String ask(String pdu) {
    return ask(UNIT, pdu);
  }

  private void run(double seconds) {
    for (int i = 0; i < Math.round(seconds * 20); i++) {
      module.tick(Duration.ofMillis(50), PerPhase.all(230));
    }
  }

  private void restart() {
    ask("06 02 02 12 34");
    ask("04 00 0c 00 01");
    run(1);
  }

  @Test
  void limitsFromOneToFiveShowAsAdvertisedAlthoughThePilotIsSteady() {
    module.plug(new Car(CarPreset.THREE_PHASE_11KW.model()));
    for (int amperes = 1; amperes <= 5; amperes++) {
      ask("06 02 01 0" + amperes + " 0" + amperes);
      run(10);
      assertThat(ask("04 01 02 00 01")).isEqualTo("04 02 0" + amperes + " 20");
      assertThat(ask("04 01 00 00 02")).as("9 V and no pulses").isEqualTo("04 04 df c0 df c0");
      assertThat(module.state()).isEqualTo(ModuleState.B);
    }
  }

  @Test
  void aSaveKeepsTheLimitWhichIsAdvertisedFromBootOn() {
    ask("06 02 01 ff 0a");
    ask("06 02 02 12 34");
    assertThat(ask("04 00 0a 00 01")).isEqualTo("04 02 00 00");
    restart();
    assertThat(ask("04 01 02 00 01")).isEqualTo("04 02 0a 20");
    assertThat(ask("03 02 01 00 01")).isEqualTo("03 02 ff 0a");
  }

  @Test
  void theMagicHoldsForTheVeryNextRequestOnly() {
    ask("06 02 02 12 34");
    ask("04 01 03 00 01");
    assertThat(ask("04 00 0a 00 01")).as("used up by a read").isEqualTo("04 02 ff ff");

    ask("06 02 02 12 34");
    ask("01 00 00 00 01");
    assertThat(ask("04 00 0a 00 01")).as("by a refused request").isEqualTo("04 02 ff ff");

    ask("06 02 02 12 34");
    ask(7, "04 01 03 00 01");
    run(3);
    assertThat(ask("04 00 0a 00 01")).as("not by others, nor by time").isEqualTo("04 02 00 00");
    assertThat(ask("04 00 0a 00 01")).as("used up").isEqualTo("04 02 ff ff");
  }

  @Test
  void theMagicReadsAsTheCodeLockedOrNot() {
    assertThat(ask("03 02 02 00 01")).isEqualTo("03 02 12 34");
    ask("06 02 02 12 34");
    assertThat(ask("03 02 02 00 01")).isEqualTo("03 02 12 34");
  }

  @Test
  void afterTheRightCodeAWriteChangesIt() {
    ask("06 02 02 be ef");
    assertThat(ask("03 02 02 00 01")).as("locked").isEqualTo("03 02 12 34");
    ask("06 02 02 12 34");
    ask("06 02 02 be ef");
    assertThat(ask("03 02 02 00 01")).isEqualTo("03 02 be ef");
  }

  @Test
  void aHeartbeatBetweenMagicAndSaveMakesTheSaveRefuse() {
    ask("06 02 02 12 34");
    ask("06 02 01 10 06");
    assertThat(ask("04 00 0a 00 01")).isEqualTo("04 02 ff ff");
  }

  @Test
  void factoryValues() {
    start(Hardware.DEFAULT, OLD, Settings.FACTORY);
    module.pressButton();
    assertThat(ask(1, "03 02 02 00 01")).isEqualTo("03 02 12 34");
    assertThat(ask(1, "03 02 01 00 01")).isEqualTo("03 02 ff 20");
    assertThat(ask(1, "03 02 04 00 01")).isEqualTo("03 02 00 01");
    assertThat(ask(1, "03 02 08 00 01")).as("3000").isEqualTo("03 02 0b b8");
    assertThat(ask(1, "03 02 09 00 01")).as("30000").isEqualTo("03 02 75 30");
  }

  @Test
  void itAnswersFourHundredMillisecondsAfterTheStart() {
    module.powerCycle();
    run(0.40);
    assertThat(ask("04 01 03 00 01")).isEmpty();
    run(0.05);
    assertThat(ask("04 01 03 00 01")).isNotEmpty();
  }

  @Test
  void aBlockOfThirteenRegistersIsReadAndOneOfFourteenIsNot() {
    assertThat(ask("04 01 03 00 0d")).startsWith("04 1a 00 01");
    assertThat(ask("04 01 03 00 0e")).isEqualTo("84 03");
    assertThat(ask("04 01 00 00 14")).as("the whole table").isEqualTo("84 03");
    assertThat(ask("04 01 03 00 7d")).as("beyond the table").isEqualTo("84 02");
  }

  @ParameterizedTest
  @CsvSource({
    "04 01 14 00 01, 84 02",
    "03 02 0b 00 01, 83 02",
    "06 02 0b 00 01, 86 02",
    "04 03 00 00 01, 84 02",
    "03 03 00 00 01, 83 02",
  })
  void anUndefinedAddressAboveTheTablesIsExceptionTwo(String request, String answer) {
    assertThat(ask(request)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({"04 00 18 00 01", "04 00 ff 00 02", "03 00 05 00 01", "06 01 ff 00 01"})
  void belowTheTablesNothingIsDefinedSoTheKindOfAnswerCanBeChosen(String request) {
    assertThat(ask(request)).hasSize(5).endsWith("02");
    start(Hardware.DEFAULT, OLD.with(UndefinedAddresses.SILENT), AT_UNIT);
    assertThat(ask(request)).isEmpty();
    start(Hardware.DEFAULT, OLD.with(UndefinedAddresses.GARBAGE), AT_UNIT);
    String garbage = ask(request);
    int count = request.endsWith("02") ? 2 : 1;
    if (request.startsWith("06")) {
      assertThat(garbage).as("an echo").isEqualTo(request);
    } else {
      assertThat(garbage).startsWith(request.substring(0, 2) + " 0" + 2 * count + " ");
      assertThat(garbage.split(" ")).hasSize(2 + 2 * count);
    }
  }

  @ParameterizedTest
  @CsvSource({"04 00 13 00 01", "04 00 14 00 01"})
  void theConditionalRegistersGiveNoAnswer(String request) {
    assertThat(ask(request)).isEmpty();
  }

  /** A request, and what each firmware says to it. */
  @ParameterizedTest
  @CsvSource({
    "04 05 00 00 01, 84 02, 04 02 00 00",
    "03 02 0a 00 01, 83 02, 03 02 00 00",
    "06 02 0a 00 01, 86 02, 06 02 0a 00 01",
    "04 00 05 00 01, 04 02 2a 08, 04 02 2a 11",
  })
  void whatTheDocumentedFirmwareHasAndTheObservedOneHasNot(
      String request, String observed, String documented) {
    assertThat(ask(request)).isEqualTo(observed);
    start(Hardware.DEFAULT, OLD.with(FirmwareVersion.V2_10_17), AT_UNIT);
    assertThat(ask(request)).isEqualTo(documented);
  }

  @Test
  void functionFiveIsExceptionThree() {
    assertThat(ask("05 00 00 ff 00")).isEqualTo("85 03");
  }

  @ParameterizedTest
  @CsvSource({
    "01 00 00 00 01, 81 01",
    "02 00 00 00 01, 82 01",
    "07, 87 01",
    "11, 91 01",
    "16 02 01 00 00 00 06, 96 01",
    "17 02 01 00 01 02 01 00 01 02 06 06, 97 01",
    "2b 0e 01 00, ab 01",
    "41 01 02, c1 01",
  })
  void functionsItLacksAreExceptionOne(String request, String answer) {
    assertThat(ask(request)).isEqualTo(answer);
  }

  @Test
  void functionSixteenWritesTheLimit() {
    assertThat(ask("10 02 01 00 01 02 0a 0a")).isEqualTo("10 02 01 00 01");
    assertThat(ask("03 02 01 00 01")).isEqualTo("03 02 0a 0a");
  }

  @Test
  void aBroadcastAndForeignUnitsGetNoAnswerAndChangeNothing() {
    for (int other : new int[] {0, 1, 3, 0xF0, 255}) {
      assertThat(ask(other, "06 02 01 00 00")).isEmpty();
      assertThat(ask(other, "04 01 03 00 01")).isEmpty();
    }
    assertThat(ask("03 02 01 00 01")).isEqualTo("03 02 ff 20");
  }

  @Test
  void theUpperHalfOfTheAddressIsNeverZeroAndVaries() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      String answer = ask("03 02 00 00 01");
      assertThat(answer).startsWith("03 02 ").endsWith(" 02").isNotEqualTo("03 02 00 02");
      seen.add(answer);
      run(0.1);
    }
    assertThat(seen).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @CsvSource({"17, 17", "248, 248", "0, -1"})
  void anAddressNeedsNoMagicTakesAnyValueAndIsAnsweredFromTheOldOne(int value, int after) {
    String write = "06 02 00 00 %02x".formatted(value);
    assertThat(ask(write)).isEqualTo(write);
    assertThat(ask("04 01 03 00 01")).as("the old address").isEmpty();
    for (int address = 0; address < 256; address++) {
      assertThat(!ask(address, "04 01 03 00 01").isEmpty()).isEqualTo(address == after);
    }
  }

  @Test
  void settingsTakeBitsAndKindsThatTheyDoNotHave() {
    assertThat(ask("06 02 04 00 ff")).isEqualTo("06 02 04 00 ff");
    assertThat(ask("03 02 04 00 01")).isEqualTo("03 02 00 ff");
    assertThat(ask("06 02 05 00 07")).isEqualTo("06 02 05 00 07");
    assertThat(ask("03 02 05 00 01")).isEqualTo("03 02 00 07");
  }

  @Test
  void theUptimeHasItsBytesLowFirst() {
    module.tick(Duration.ofMillis(2862), PerPhase.all(230));
    assertThat(ask("04 00 06 00 04")).isEqualTo("04 08 2e 0b 00 00 00 00 00 00");
  }

  @Test
  void theLockHasItsByteLowFirstToo() {
    assertThat(ask("04 00 15 00 01")).isEqualTo("04 02 01 00");
    assertThat(ask("04 00 10 00 01")).isEqualTo("04 02 01 00");
    assertThat(ask("04 00 16 00 01")).isEqualTo("04 02 00 00");
    assertThat(ask("04 00 10 00 01")).isEqualTo("04 02 00 00");
  }

  @Test
  void pilotValuesAreTenBitsShiftedLeftBySix() {
    module.plug(new Car(CarPreset.THREE_PHASE_11KW.model()));
    run(1);
    int highest = Integer.parseInt(ask("04 01 01 00 01").replace(" ", "").substring(4), 16);
    assertThat(highest & 0x3F).isZero();
    assertThat(highest >> 6).as("9 V").isEqualTo(895);
  }

  @ParameterizedTest
  @CsvSource({"ab cd, 55 00", "00 01, 94 a7"})
  void theTwoChallengesThatWereTried(String challenge, String response) {
    ask("06 02 03 " + challenge);
    assertThat(ask("04 00 0e 00 01")).isEqualTo("04 02 " + response);
  }

  /** The cable, what 0x0102 says of it, and what is advertised on a board of 32 A. */
  @ParameterizedTest
  @CsvSource({"NONE, ff, 20", "A13, 0d, 0d", "A20, 14, 14", "A32, 20, 20", "A63, 20, 20"})
  void withoutAResistorTheCableIsNoLimitElseThirteenTwentyOrThirtyTwo(
      Cable cable, String shown, String advertised) {
    start(new Hardware(32, cable, 3, true, "EVSE000001"), OLD, AT_UNIT);
    assertThat(ask("04 01 02 00 01")).isEqualTo("04 02 " + advertised + " " + shown);
  }

  @Test
  void anErrorWhileChargingLeavesTheAdvertisedCurrentAsItWas() {
    module.plug(new Car(CarPreset.THREE_PHASE_11KW.model()));
    ask("06 02 01 10 10");
    run(10);
    assertThat(ask("04 01 02 00 02")).isEqualTo("04 04 10 20 00 03");
    module.cause(Fault.RELAY_STAYS_ON);
    run(5);
    assertThat(ask("04 01 02 00 02")).as("state 5, bit 2").isEqualTo("04 04 10 20 02 05");
    assertThat(module.advertisedAmperes()).as("nothing on the pilot").isZero();
  }

  @Test
  void atAddressOneItIsSilentUntilTheFirstStateChange() {
    start(Hardware.DEFAULT, OLD, Settings.FACTORY);
    run(10);
    assertThat(ask(1, "04 01 03 00 01")).isEmpty();
    module.plug(new Car(CarPreset.THREE_PHASE_11KW.model()));
    run(0.1);
    assertThat(ask(1, "04 01 03 00 01")).isEqualTo("04 02 00 02");
  }

  @ParameterizedTest
  @CsvSource({"0a", "0b", "0c", "0d"})
  void withoutTheMagicAnActingReadAnswersAllOnes(String register) {
    assertThat(ask("04 00 " + register + " 00 01")).isEqualTo("04 02 ff ff");
  }

  @Test
  void withoutACarTheCurrentIsAdvertisedWithPulses() {
    run(1);
    assertThat(ask("04 01 02 00 01")).isEqualTo("04 02 20 20");
    assertThat(ask("04 01 00 00 02")).as("-12 and 12 V").isEqualTo("04 04 00 00 ff c0");
  }
}
