package org.evsebridge.simulator.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.simulator.charger.ChargingModule;
import org.evsebridge.simulator.charger.Hardware;
import org.evsebridge.simulator.charger.Settings;
import org.evsebridge.simulator.vehicle.Car;
import org.evsebridge.simulator.vehicle.CarModel;
import org.evsebridge.simulator.vehicle.CarPreset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModuleUnitTest {
  private static final int UNIT = 2;

  private final ChargingModule module =
      new ChargingModule(Hardware.DEFAULT, Settings.FACTORY.with(ModuleRegister.ADDRESS, UNIT));
  private final ModuleUnit unit = new ModuleUnit(module);

  @ParameterizedTest
  @CsvSource({
    // what evcc and its diagnosis read, of a module that just started
    "4, 0x0000, 5, 04 0a 45 56 53 45 30 30 30 30 30 31",
    "4, 0x0005, 1, 04 02 2a 11",
    "4, 0x0102, 1, 04 02 20 20",
    "4, 0x0103, 1, 04 02 00 01",
    "4, 0x0104, 1, 04 02 00 14",
    "4, 0x0105, 3, 04 06 00 00 00 00 00 00",
    "4, 0x0108, 1, 04 02 00 00",
    "4, 0x0109, 3, 04 06 00 00 07 8a 07 73", // it has not been stepped: no supply yet
    "4, 0x010C, 1, 04 02 00 03",
    "4, 0x010D, 2, 04 04 00 00 00 00",
    "3, 0x0201, 1, 03 02 ff 20",
    "3, 0x0204, 1, 03 02 00 01",
    "3, 0x0208, 1, 03 02 0b b8",
    "3, 0x0209, 1, 03 02 75 30",
    // functions that the module lacks; a coil cannot be written, nor several registers
    "1, 0x0000, 1, 81 01",
    "2, 0x0000, 1, 82 01",
    "5, 0x0000, 1, 85 03",
    "7, 0x0000, 1, 87 01",
    "16, 0x0201, 1, 90 03",
    "17, 0x0000, 1, 91 01",
    "22, 0x0201, 1, 96 01",
    "43, 0x0000, 1, ab 01",
    "100, 0x0000, 1, e4 01",
    // addresses it lacks, or has in the other space
    "4, 0x0018, 1, 84 02",
    "4, 0x0114, 1, 84 02",
    "4, 0x0112, 3, 84 02",
    "4, 0xFFFF, 2, 84 02",
    "4, 0x0201, 1, 84 02",
    "3, 0x0103, 1, 83 02",
    "3, 0x020B, 1, 83 02",
    "6, 0x0103, 1, 86 02",
    "6, 0x020B, 1, 86 02",
    "4, 0x0103, 126, 84 02",
    "3, 0x0201, 0xFFFF, 83 02",
    // counts it does not take
    "4, 0x0103, 0, 84 03",
    "4, 0x0103, 14, 84 03",
    // writes are echoed
    "6, 0x0201, 0x0A0A, 06 02 01 0a 0a",
    "6, 0x0204, 0, 06 02 04 00 00"
  })
  void aRequestGetsTheAnswerOfTheModule(int function, String address, String value, String answer) {
    Pdu request = Pdu.request(function, Integer.decode(address), Integer.decode(value));
    assertThat(ask(request)).hasToString(answer);
  }

  @Test
  void aRequestOfTheWrongLengthIsRefusedWithExceptionThree() {
    assertThat(ask(Pdu.of(4, 1, 3))).hasToString("84 03");
    assertThat(ask(Pdu.of(3, 2, 1, 0, 1, 0))).hasToString("83 03");
    assertThat(ask(Pdu.of(6, 2, 1))).hasToString("86 03");
    assertThat(ask(Pdu.of(4))).hasToString("84 03");
  }

  @Test
  void aRefusedRequestChangesNothing() {
    ask(Pdu.request(6, 0x0201, 0x0A0A));
    ask(Pdu.of(6, 2, 1, 7));
    ask(Pdu.request(16, 0x0201, 1));
    ask(Pdu.of(16, 2, 1, 0, 2, 4, 7, 7, 0, 0));
    assertThat(ask(Pdu.request(3, 0x0201, 1))).hasToString("03 02 0a 0a");
    assertThat(ask(Pdu.request(3, 0x0202, 1))).hasToString("03 02 12 34");
  }

  @Test
  void otherUnitsAreNotAnswered() {
    for (int other = 0; other < 256; other++) {
      if (other != UNIT) {
        assertThat(unit.answer(new Adu(other, Pdu.request(4, 0x0103, 1)))).isEmpty();
      }
    }
  }

  @Test
  void aBroadcastWriteChangesNothing() {
    Optional<Adu> answer = unit.answer(new Adu(Adu.BROADCAST, Pdu.request(6, 0x0201, 0x0707)));

    assertThat(answer).isEmpty();
    assertThat(module.advertisedAmperes()).isEqualTo(32);
  }

  @Test
  void theAnswerToANewAddressComesFromTheOldOne() {
    assertThat(ask(Pdu.request(6, 0x0200, 17))).hasToString("06 02 00 00 11");
    assertThat(unit.answer(new Adu(UNIT, Pdu.request(4, 0x0103, 1)))).isEmpty();
    assertThat(unit.answer(new Adu(17, Pdu.request(4, 0x0103, 1)))).isPresent();
  }

  @Test
  void chargingShowsInTheRegisters() {
    module.plug(new Car(CarPreset.THREE_PHASE_11KW.model()));
    ask(Pdu.request(6, 0x0201, 0x0A0A));
    run(60);

    assertThat(ask(Pdu.request(4, 0x0102, 2))).hasToString("04 04 0a 20 00 03");
    assertThat(ask(Pdu.request(4, 0x0105, 3))).hasToString("04 06 09 cd 09 cd 09 cd");
    assertThat(ask(Pdu.request(4, 0x0109, 3))).hasToString("04 06 e6 00 e6 00 e6 00");
    int session = ask(Pdu.request(4, 0x0108, 1)).u16(2);
    assertThat(session / 256.0).isEqualTo(module.sessionEnergy().sum(), within256());
    Pdu perPhase = ask(Pdu.request(4, 0x010F, 3));
    assertThat(perPhase.u16(2)).isPositive().isEqualTo(perPhase.u16(4)).isEqualTo(perPhase.u16(6));
  }

  @Test
  void theTotalEnergyHasItsLowWordFirst() {
    module.plug(new Car(CarModel.of(3, 16).with(new CarModel.Battery(1000, 0, 100))));
    for (int hour = 0; hour < 30; hour++) {
      for (int i = 0; i < 3600; i++) {
        module.tick(Duration.ofSeconds(1), PerPhase.all(230));
      }
    }
    Pdu answer = ask(Pdu.request(4, 0x010D, 2));
    assertThat(answer.u16(4)).as("over 256 kWh").isEqualTo(1);
    assertThat((answer.u16(2) + (answer.u16(4) << 16)) / 256.0)
        .isEqualTo(module.totalEnergy(), within256());
  }

  @ParameterizedTest
  @CsvSource({
    "103, 9600, true",
    "103, 19200, false",
    "51, 19200, true",
    "8, 115200, true",
    "7, 115200, false",
    "207, 4800, true",
    "103, 4800, false"
  })
  void itUnderstandsALineOfItsOwnSpeedOnly(int divisor, int baudrate, boolean understood) {
    ModuleUnit other =
        new ModuleUnit(
            new ChargingModule(
                Hardware.DEFAULT, Settings.FACTORY.with(ModuleRegister.UBRR, divisor)));
    assertThat(other.understands(baudrate)).isEqualTo(understood);
  }

  @Test
  void inTheBootloaderThereAreVersionsAndPagesOnly() {
    ask(Pdu.request(6, 0x0202, 0x1234));
    assertThat(ask(Pdu.request(4, 0x000D, 1))).hasToString("04 02 00 00");
    run(1);
    assertThat(unit.answer(new Adu(UNIT, Pdu.request(4, 0x0103, 1)))).isEmpty();
    unit.answer(new Adu(Adu.BROADCAST, Pdu.request(6, 0x0201, 6)));
    assertThat(bootloader(Pdu.request(4, 0x0500, 1))).hasToString("04 02 00 01");
    assertThat(bootloader(Pdu.request(4, 0x0103, 1))).hasToString("84 02");
    assertThat(bootloader(Pdu.request(4, 0x0005, 1))).hasToString("04 02 2a 11");
    assertThat(bootloader(Pdu.request(3, 0x0201, 1))).hasToString("83 01");
    assertThat(bootloader(Pdu.request(16, 0x0000, 1))).as("no page").hasToString("90 03");

    module.powerCycle();
    run(3);
    assertThat(ask(Pdu.request(3, 0x0201, 1))).as("as before").hasToString("03 02 ff 20");
    assertThat(unit.answer(new Adu(0xF0, Pdu.request(4, 0x0500, 1)))).isEmpty();
  }

  private Pdu bootloader(Pdu request) {
    return unit.answer(new Adu(0xF0, request)).orElseThrow().pdu();
  }

  @Test
  void aBlockReadActsRegisterByRegisterAndARestartAnswersFirst() {
    ask(Pdu.request(6, 0x0204, 0));
    ask(Pdu.request(6, 0x0202, 0x1234));
    assertThat(ask(Pdu.request(4, 0x000A, 1))).hasToString("04 02 00 00");
    ask(Pdu.request(6, 0x0204, 1));
    ask(Pdu.request(6, 0x0202, 0x1234));
    // save, factory reset, restart: what is saved last is the factory's
    assertThat(ask(Pdu.request(4, 0x000A, 3))).hasToString("04 06 00 00 00 00 00 00");
    assertThat(unit.answer(new Adu(1, Pdu.request(4, 0x0103, 1)))).isEmpty();
    run(3);
    module.pressButton();
    assertThat(module.address()).as("the factory's").isEqualTo(1);
  }

  @Test
  void aBlockThatTouchesAnUndefinedAddressActsOnNothing() {
    ask(Pdu.request(6, 0x0202, 0x1234));
    assertThat(ask(Pdu.request(4, 0x0015, 4))).hasToString("84 02");
    ask(Pdu.request(6, 0x0202, 0x1234));
    assertThat(unit.answer(new Adu(UNIT, Pdu.request(4, 0x000A, 10)))).as("0x0013").isEmpty();
    run(3);
    assertThat(module.isRunning()).isTrue();
    assertThat(module.address()).isEqualTo(UNIT);
    assertThat(ask(Pdu.request(4, 0x0010, 1))).as("nor was it locked").hasToString("04 02 00 00");
  }

  private static Offset<Double> within256() {
    return within(1 / 256.0);
  }

  private Pdu ask(Pdu request) {
    Adu answer = unit.answer(new Adu(UNIT, request)).orElseThrow();
    assertThat(answer.unit()).isEqualTo(UNIT);
    return answer.pdu();
  }

  private void run(int seconds) {
    for (int i = 0; i < seconds * 20; i++) {
      module.tick(Duration.ofMillis(50), PerPhase.all(230));
    }
  }
}
