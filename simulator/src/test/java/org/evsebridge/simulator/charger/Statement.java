package org.evsebridge.simulator.charger;

import static org.evsebridge.simulator.charger.Statement.Grade.ASSUMED;
import static org.evsebridge.simulator.charger.Statement.Grade.DOCUMENTED;
import static org.evsebridge.simulator.charger.Statement.Grade.OBSERVED;

import java.util.List;

/**
 * A statement of the module's model: how well it is founded, on what, and which test holds it. The
 * table of the documentation is made from here.
 *
 * @param source empty for a choice of ours
 * @param test class and method
 */
record Statement(Grade grade, String source, String text, String test) {
  /** How well a statement is founded. */
  enum Grade {
    /** Seen on a device or its firmware. */
    OBSERVED,
    /** Written by the maker, in a standard or in a program that works with the device. */
    DOCUMENTED,
    /** Our choice: nothing public decides it. */
    ASSUMED
  }

  private static final String FIRMWARE = "2.10.8 run as a black box";
  private static final String MODULE = "evcc issue 22348, a real module";
  private static final String FLASHER = "the maker's flasher";
  private static final String REGISTERS = "ModBusRegisters.pdf, 2.10.17";
  private static final String MANUAL = "the maker's manual";
  private static final String STANDARD = "IEC 61851";

  static final List<Statement> ALL =
      List.of(
          // requests
          observed(
              "A block read has 13 registers at most; more is exception 3, unless it leaves the"
                  + " tables, which is exception 2.",
              "ObservedFirmwareTest.aBlockOfThirteenRegistersIsReadAndOneOfFourteenIsNot"),
          observed(
              "Undefined addresses above the tables are exception 2.",
              "ObservedFirmwareTest.anUndefinedAddressAboveTheTablesIsExceptionTwo"),
          assumed(
              "So are those below them (0x0018 to 0x00FF with function 4, below 0x0200 with 3, 6"
                  + " and 16), which do nothing defined on the device: do not go there. The key"
                  + " `undefined` makes them silent, or answers garbage.",
              "ObservedFirmwareTest.belowTheTablesNothingIsDefinedSoTheKindOfAnswerCanBeChosen"),
          observed(
              "0x0013 and 0x0014 give no answer.",
              "ObservedFirmwareTest.theConditionalRegistersGiveNoAnswer"),
          assumed(
              "A block read acts register by register, in ascending order; one that ends in a"
                  + " restart answers first; one that touches an address that does not answer acts"
                  + " on nothing.",
              "ModuleUnitTest.aBlockThatTouchesAnUndefinedAddressActsOnNothing"),
          observed(
              "Function 5 is exception 3; functions 1, 2, 7, 17, 22, 23, 43 and 65 are exception 1.",
              "ObservedFirmwareTest.functionsItLacksAreExceptionOne"),
          assumed(
              "All other functions are exception 1, and requests of a wrong length exception 3.",
              "ModuleUnitTest.aRequestOfTheWrongLengthIsRefusedWithExceptionThree"),
          observed(
              "Function 16 writes 0x0201 alone.",
              "ObservedFirmwareTest.functionSixteenWritesTheLimit"),
          assumed(
              "It writes any other register alone, too; several at once are exception 3.",
              "ModuleUnitTest.aRefusedRequestChangesNothing"),
          observed(
              "Unit 0 and foreign units get no answer; a broadcast changes nothing.",
              "ObservedFirmwareTest.aBroadcastAndForeignUnitsGetNoAnswerAndChangeNothing"),
          observed(
              "A request with a wrong CRC gets no answer.",
              "BusWaysInTest.aRequestWithAWrongCrcGetsNoAnswerAndTheNextOneGetsItsOwn"),
          observed(
              "An answer begins 3.5 characters after the request.",
              "Rs485BusTest.aRealWireLeavesOnlyTheSilenceBeforeTheAnswer"),
          documented(
              REGISTERS,
              "0x020A, 0x0500 and the version are as in 2.10.17; with `firmware: 2.10.8` the first"
                  + " two are exception 2, as was seen.",
              "ObservedFirmwareTest.whatTheDocumentedFirmwareHasAndTheObservedOneHasNot"),
          // address, magic, settings
          observed(
              "At address 1 it is silent until the first state change, which a press of the button"
                  + " is too.",
              "ObservedFirmwareTest.atAddressOneItIsSilentUntilTheFirstStateChange"),
          assumed(
              "The state that it finds when it starts is no state change; any later change keeps it"
                  + " talking until the next restart.",
              "ModuleRegistersTest.atAddressOneItIsSilentUntilTheCarsStateChanges"),
          observed(
              "A new address needs no magic, takes any value, 0 and 248 too, and is answered from"
                  + " the old one.",
              "ObservedFirmwareTest.anAddressNeedsNoMagicTakesAnyValueAndIsAnsweredFromTheOldOne"),
          observed(
              "The upper half of 0x0200 is not 0 and varies.",
              "ObservedFirmwareTest.theUpperHalfOfTheAddressIsNeverZeroAndVaries"),
          assumed(
              "Two modules at one address both do what is asked; their answers garble each other,"
                  + " and on Modbus TCP none comes.",
              "StationTest.twoModulesAtOneAddressBothAnswerAndBothObey"),
          observed(
              "The magic holds for the very next request, whichever that is; it does not time out.",
              "ObservedFirmwareTest.theMagicHoldsForTheVeryNextRequestOnly"),
          observed(
              "0x0202 reads as the code, locked or not; after the right code a write changes it.",
              "ObservedFirmwareTest.afterTheRightCodeAWriteChangesIt"),
          assumed(
              "That write uses the magic up, even when it writes the same code.",
              "ModuleRegistersTest.unlockedAnotherValueBecomesTheCodeAndASaveKeepsIt"),
          observed(
              "Without the magic the reads of 0x000A to 0x000D answer 0xFFFF and do nothing.",
              "ModuleRegistersTest.withoutTheMagicAProtectedReadIsRefusedAndDoesNothing"),
          observed(
              "Factory values: address 1, magic 0x1234, 0x0201 = 0xFF20, 0x0204 = 1, 0x0208 = 3000,"
                  + " 0x0209 = 30000.",
              "ObservedFirmwareTest.factoryValues"),
          assumed(
              "UBRR 103 and all else 0. A factory reset writes them to the EEPROM too, address"
                  + " included, and leaves the module running.",
              "ModuleRegistersTest.aFactoryResetBringsTheFactoryValuesNowAndForGood"),
          observed(
              "0x0204 takes 0xFF, 0x0205 takes 7.",
              "ObservedFirmwareTest.settingsTakeBitsAndKindsThatTheyDoNotHave"),
          assumed(
              "So no setting refuses a value; bits without a meaning do nothing.",
              "ModuleRegistersTest.aSettingTakesEffectAtOnceIsLostAtARestartAndKeptByASave"),
          observed(
              "It answers 0.41 s after power on.",
              "ObservedFirmwareTest.itAnswersFourHundredMillisecondsAfterTheStart"),
          assumed(
              "The total energy survives a restart; the session's does not.",
              "ModuleRegistersTest.aRestartOpensTheRelayIsSilentForTheStartAndChargesAgain"),
          documented(
              REGISTERS,
              "A baud divisor counts after a save and a restart. A module whose speed differs from"
                  + " the line's by more than 5 % (ours) is silent; in a rig it is set up for its"
                  + " line's speed unless its settings say otherwise.",
              "ModuleUnitTest.itUnderstandsALineOfItsOwnSpeedOnly"),
          // the limit
          observed(
              "For 2.0 s after a write of 0x0201 H is the limit, up and down, whatever L is; then L"
                  + " is, and H reads 0xFF, which means none. The key `one-second-limit` chooses"
                  + " what else a firmware might do (cap, off).",
              "CurrentLimitTest.theUpperHalfIsTheLimitForTwoSecondsAndTheLowerHalfFromThenOn"),
          observed(
              "Renewed each second H stays; a 0 in H that comes each second keeps the pilot quiet.",
              "CurrentLimitTest"
                  + ".writesOfAZeroThatComeFasterThanTwoSecondsKeepThePilotQuietUntilTwoSecondsAfterTheLast"),
          observed(
              "A save keeps L too: it is advertised from the next start on.",
              "ObservedFirmwareTest.aSaveKeepsTheLimitWhichIsAdvertisedFromBootOn"),
          observed(
              "0x0102 H shows limits of 1 to 5 A too, though the pilot is steady.",
              "ObservedFirmwareTest.limitsFromOneToFiveShowAsAdvertisedAlthoughThePilotIsSteady"),
          observed(
              "Without a car the current is advertised too, with pulses.",
              "ObservedFirmwareTest.withoutACarTheCurrentIsAdvertisedWithPulses"),
          observed(
              "PP: without a resistor the cable is 255 and no limit; else 13, 20 or 32, never 63.",
              "ObservedFirmwareTest"
                  + ".withoutAResistorTheCableIsNoLimitElseThirteenTwentyOrThirtyTwo"),
          documented(
              MANUAL,
              "The maker ships boards for 16 A (jumper open); closed, the board is for 32 A, which"
                  + " the default rig has, so that every car can draw what it is able to.",
              "ChargingModuleTest"
                  + ".theAdvertisedCurrentIsTheLeastOfLimitBoardAndCableAndNeverUnderSix"),
          // what registers show
          observed(
              "The uptime (0x0006) and the lock (0x0010, 0x0015, 0x0016) have their bytes low"
                  + " first.",
              "ObservedFirmwareTest.theUptimeHasItsBytesLowFirst"),
          documented(
              REGISTERS,
              "The total energy has its low word first.",
              "ModuleUnitTest.theTotalEnergyHasItsLowWordFirst"),
          assumed(
              "Energies show as many whole 1/256 kWh as there are, 0x0108 and 0x010D alike. A"
                  + " session begins when a car is connected; its energy stays until the next one.",
              "ModuleRegistersTest.theSessionsEnergyAndTheTotalRoundAlike"),
          observed(
              "0x0100 and 0x0101 are ten-bit values shifted left by six.",
              "ObservedFirmwareTest.pilotValuesAreTenBitsShiftedLeftBySix"),
          assumed(
              "Their ends are -12 V and +12 V. (The one value that was seen, 0xD184, has low bits"
                  + " that ours has not.)",
              "ModuleRegistersTest.thePilotValuesTellTheVoltagesOfTheState"),
          observed(
              "Challenges (0x0203): 0xABCD gives 0x5500 in 0x000E, 0x0001 gives 0x94A7.",
              "ObservedFirmwareTest.theTwoChallengesThatWereTried"),
          assumed(
              "The rule is unknown: any other challenge gives 0.",
              "ModuleRegistersTest.twoChallengesHaveTheResponseThatWasSeen"),
          assumed(
              "Registers of unpublished meaning read 0 and do nothing; challenge and condition are"
                  + " kept as written.",
              "ModuleRegistersTest.registersOfUnpublishedMeaningReadZero"),
          new Statement(
              OBSERVED,
              MODULE,
              "The open side of L1 shows the mains, those of L2 and L3 6 to 8 V; idle phases show"
                  + " 0.03 to 0.07 A while another charges, and nothing while none does.",
              "MeterChipTest"
                  + ".chargingOnOnePhaseTheOthersShowSixVoltsAndAFewHundredthsOfAnAmpere"),
          assumed(
              "The meter chip's noise and errors (`noise`: 1 as much as here, 0 none): 0.2 % and"
                  + " 0.15 V, 0.4 % and 0.02 A, anew each second.",
              "MeterChipTest.theNoiseChangesEachSecondAndIsTheSameForTheSameSeed"),
          new Statement(
              OBSERVED,
              MODULE,
              "The four published frames come out bit for bit.",
              "RecordingsTest.theModelAnswersAsTheRecordingDoes"),
          // charging
          documented(
              STANDARD,
              "No car is A, a car B, one that asks for current and gets it C; less than 6 A cannot"
                  + " be offered.",
              "ChargingModuleTest.withNoLimitEverWrittenItChargesAtOnce"),
          documented(
              STANDARD,
              "The relay opens 6 s after the pulses have ended under load; the state is B then (ours),"
                  + " though the car asks on.",
              "ChargingModuleTest.theRelayOpensUnderLoadSixSecondsAfterTheLimitWentToZero"),
          assumed(
              "The relay closes in the step in which a car asks for current that is advertised.",
              "ChargingModuleTest.withNoLimitEverWrittenItChargesAtOnce"),
          assumed(
              "A change of the phases takes effect with the next start of charging.",
              "ChargingModuleTest.aChangedPhaseSettingWaitsForTheNextStartOfCharging"),
          assumed(
              "A car that asks for ventilation (D) gets no current.",
              "CarsAtTheModuleTest.aCarThatAsksForVentilationGetsStateDAndNoCurrent"),
          documented(
              STANDARD,
              "A car is at or below a lower limit within 5 s, and out of C within 3 s after the"
                  + " pulses have ended.",
              "CarTest"
                  + ".everyPresetButTheOneThatOverdrawsIsAtOrBelowALowerLimitWithinFiveSeconds"),
          new Statement(
              OBSERVED,
              MODULE,
              "There are cars that stay on as many phases as they began with until the pilot is"
                  + " interrupted.",
              "CarTest.stickyPhasesStayAsManyAsItBeganWithUntilThePilotIsInterrupted"),
          // errors
          observed(
              "Heat: 10 A from 66 to 68 °C; 0 A and bit 1 from 85 °C, with the state as it is.",
              "ProtectionTest.tenAmperesFromSixtySixToSixtyEightDegreesNothingFromEightyFive"),
          observed(
              "The bit goes by 80 °C, the current comes back between 60 and 40 °C.",
              "ProtectionTest.theErrorBitGoesByEightyDegreesAndTheCurrentComesBackBetweenSixtyAndForty"),
          assumed(
              "The numbers between: 67 °C and until below 65, bit until below 82, stopped until"
                  + " below 50. It is 20 °C around the board, which warms by up to 25 K at 32 A on"
                  + " three phases with a time constant of 10 min.",
              "FaultsTest.aTooHotBoardStopsChargingWithoutAnErrorStateUntilItIsMuchCooler"),
          observed(
              "A relay fault is state 5 with bit 2, and 0x0102 H stays as it was.",
              "ObservedFirmwareTest.anErrorWhileChargingLeavesTheAdvertisedCurrentAsItWas"),
          assumed(
              "0x0102 H stays in every error; the relays open at once. A stuck contact is noticed at"
                  + " once, and L1 stays on.",
              "FaultsTest.aStuckRelayKeepsL1OnTheOutput"),
          assumed(
              "How error bits, states and the published LED patterns meet. Several at once: the LED"
                  + " shows the first of relay, DC leakage, earth, start-up, heat.",
              "FaultsTest.severalAtOnceShowAllBitsTheHardwareErrorAndTheLedInOrder"),
          assumed(
              "In an error the pilot is F (-12 V); E (0 V) while the highest CP is too low; -9 and"
                  + " +9 V without a diode.",
              "FaultsTest.anErrorWithACarConnectedShowsInThePilot"),
          assumed(
              "The leakage module is tested at each start; a failure is a start-up error with bit 32"
                  + " and stays until the next start.",
              "FaultsTest.theLeakageModuleIsTestedAtTheStartAndAFailureStaysUntilTheNext"),
          assumed(
              "A leakage module that is required and missing is a DC leakage fault; without the"
                  + " module real leakage is not noticed.",
              "FaultsTest.aRequiredLeakageModuleThatIsMissingIsAFaultUntilItIsNoLongerRequired"),
          assumed(
              "DC leakage is noticed while the relay is closed and kept until the car is unplugged.",
              "FaultsTest.leakageIsNoticedOnlyWhileCurrentCanFlow"),
          assumed(
              "The I2C error count goes up once a second while the communication fails.",
              "ModuleRegistersTest.theI2cErrorsCountWhileTheBusFailsAndReadingClearsThem"),
          // LEDs
          assumed(
              "One step of an LED pattern lasts 250 ms.",
              "LedPatternTest.aStepLasts250Milliseconds"),
          assumed(
              "Green: steady while starting; A: 250 ms every 3 s; B and D: 250 ms on, 250 ms off; C"
                  + " on one phase: one flash, then 1.5 s dark; on three: two flashes, then 1.5 s"
                  + " dark; dark with a fault.",
              "LedPatternTest.theLedsOfAStateStepByStep"),
          assumed(
              "The LED kind (0x0205) says how many LEDs show the external pattern: one, or a strip"
                  + " of 36, all alike.",
              "ModuleRegistersTest.theLedKindDecidesHowManyLedsShowTheExternalPattern"),
          // lock and CP
          assumed(
              "Bit 1 of 0x0204 is the lock's state: writing it locks and unlocks as 0x0015 and"
                  + " 0x0016 do.",
              "ModuleRegistersTest.theLockFollowsItsRegistersAndItsSettingBit"),
          assumed(
              "What disconnects CP is a relay at the lock port when bit 3 of 0x0204 is set, else the"
                  + " EV40's when bit 5 is; 12 V are measured meanwhile and the state stays B. The"
                  + " extended type (0x020A H = 1) brings the pilot back without pulses for as long"
                  + " again.",
              "ModuleRegistersTest.cpIsDisconnectedInItsKindsForItsTimes"),
          assumed(
              "With CP type 1 (0x020A L) there are no pulses without a car (A1), and a car that is"
                  + " connected gets them after 1 s (B1).",
              "ModuleRegistersTest.theCpTypeDecidesWhetherA1AndB1ComeFirst"),
          assumed(
              "The automatic CP disconnect happens once each time a current begins to be advertised"
                  + " to a car in B that does not ask for it.",
              "ModuleRegistersTest.anAutomaticCpDisconnectGivesADozingCarANewStartOnce"),
          // update
          new Statement(
              OBSERVED,
              FLASHER,
              "The bootloader at 0xF0: 0x0500 and 0x0005 are read, 224 pages of 128 bytes written"
                  + " with function 16 at the page's number, the last at 0x01DF; the image ends in"
                  + " its CRC-16/Modbus.",
              "FlasherTest.theObservedSequenceUpdatesTheModuleByteForByte"),
          assumed(
              "After the last page the application starts; with a wrong checksum that page is"
                  + " exception 4 and the bootloader goes on. The bootloader's version is 1; 0x0005"
                  + " shows the application's, 0 while there is none.",
              "FirmwareUpdateTest.aWrongByteAnywhereIsAWrongChecksumAndTheBootloaderGoesOn"),
          assumed(
              "The first page erases the application: after an interruption, with or without a power"
                  + " cut, the bootloader waits for the update to be repeated. The flash is the"
                  + " delivered one again when the program starts.",
              "FirmwareUpdateTest.anInterruptedUpdateStaysInTheBootloaderAndCanBeRepeated"),
          assumed(
              "A new version's number stands in the image where the key `version-at` says, by"
                  + " default right before the checksum; up to 2.10.8 it behaves as that one.",
              "FirmwareUpdateTest.aDowngradeToTheObservedVersionBehavesAsThatOne"));

  private static Statement observed(String text, String test) {
    return new Statement(OBSERVED, FIRMWARE, text, test);
  }

  private static Statement documented(String source, String text, String test) {
    return new Statement(DOCUMENTED, source, text, test);
  }

  private static Statement assumed(String text, String test) {
    return new Statement(ASSUMED, "", text, test);
  }
}
