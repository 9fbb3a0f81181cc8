package org.evsebridge.simulator.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.simulator.charger.ChargingModule;
import org.evsebridge.simulator.charger.Hardware;
import org.evsebridge.simulator.charger.Settings;
import org.evsebridge.simulator.vehicle.Car;
import org.evsebridge.simulator.vehicle.CarPreset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An update of the firmware, as the maker's flasher does it and as it can go wrong. */
class FirmwareUpdateTest {
  private static final int UNIT = 2;
  private static final int BOOTLOADER = 0xF0;

  private final ChargingModule module =
      new ChargingModule(Hardware.DEFAULT, Settings.FACTORY.with(ModuleRegister.ADDRESS, UNIT));
  private final ModuleUnit unit = new ModuleUnit(module);

  private String ask(int address, Pdu request) {
    Optional<Adu> answer = unit.answer(new Adu(address, request));
    return answer.map(adu -> adu.pdu().toString()).orElse("");
  }

  private void run(double seconds) {
    for (int i = 0; i < Math.round(seconds * 20); i++) {
      module.tick(Duration.ofMillis(50), PerPhase.all(230));
    }
  }

  private void enter() {
    ask(UNIT, Pdu.request(6, 0x0202, 0x1234));
    run(0.1);
    assertThat(ask(UNIT, Pdu.request(4, 0x000D, 1))).isEqualTo("04 02 00 00");
    run(1);
    assertThat(ask(BOOTLOADER, Pdu.request(4, 0x0500, 1))).isEqualTo("04 02 00 01");
  }

  private String write(FirmwareImage image, int page) {
    return ask(BOOTLOADER, image.request(page));
  }

  private String writeAll(FirmwareImage image) {
    for (int page = 0; page < FirmwareImage.PAGES - 1; page++) {
      assertThat(write(image, page)).isEqualTo("10 00 %02x 00 40".formatted(page));
    }
    return write(image, FirmwareImage.PAGES - 1);
  }

  @Test
  void anUpdateStartsTheNewVersionWithTheSettingsOfBefore() {
    module.plug(new Car(CarPreset.THREE_PHASE_11KW.model()));
    run(20);
    enter();
    assertThat(module.current()).isEqualTo(PerPhase.ZERO);
    assertThat(ask(BOOTLOADER, Pdu.request(4, 0x0005, 1))).isEqualTo("04 02 2a 11");

    assertThat(writeAll(new FirmwareImage(0x2A12))).isEqualTo("10 01 df 00 40");
    assertThat(ask(BOOTLOADER, Pdu.request(4, 0x0500, 1))).as("it has gone").isEmpty();
    run(1);
    assertThat(ask(UNIT, Pdu.request(4, 0x0005, 1))).isEqualTo("04 02 2a 12");
    run(20);
    assertThat(module.state()).isEqualTo(ModuleState.C);
  }

  @Test
  void aDowngradeToTheObservedVersionBehavesAsThatOne() {
    enter();
    writeAll(new FirmwareImage(0x2A08));
    run(1);
    assertThat(ask(UNIT, Pdu.request(4, 0x0005, 1))).isEqualTo("04 02 2a 08");
    assertThat(ask(UNIT, Pdu.request(3, 0x020A, 1))).isEqualTo("83 02");
  }

  /** After how many pages the update stops, and whether the power is cut then. */
  @ParameterizedTest
  @CsvSource({"1, false", "1, true", "100, true", "223, false", "223, true"})
  void anInterruptedUpdateStaysInTheBootloaderAndCanBeRepeated(int pages, boolean powerCut) {
    enter();
    FirmwareImage image = new FirmwareImage(0x2A12);
    for (int page = 0; page < pages; page++) {
      write(image, page);
    }
    run(60);
    if (powerCut) {
      module.powerCycle();
      run(5);
    }
    assertThat(ask(UNIT, Pdu.request(4, 0x0103, 1))).isEmpty();
    assertThat(ask(BOOTLOADER, Pdu.request(4, 0x0005, 1))).as("none").isEqualTo("04 02 00 00");

    assertThat(writeAll(image)).isEqualTo("10 01 df 00 40");
    run(1);
    assertThat(ask(UNIT, Pdu.request(4, 0x0005, 1))).isEqualTo("04 02 2a 12");
  }

  @Test
  void beforeTheFirstPageAPowerCutLeavesEverythingAsItWas() {
    enter();
    module.powerCycle();
    run(1);
    assertThat(ask(UNIT, Pdu.request(4, 0x0005, 1))).isEqualTo("04 02 2a 11");
  }

  @ParameterizedTest
  @CsvSource({"0", "100", "223"})
  void aWrongByteAnywhereIsAWrongChecksumAndTheBootloaderGoesOn(int page) {
    enter();
    assertThat(writeAll(new FirmwareImage(0x2A12).damagedIn(page))).isEqualTo("90 04");
    run(5);
    assertThat(ask(UNIT, Pdu.request(4, 0x0103, 1))).isEmpty();
    module.powerCycle();
    run(5);
    assertThat(ask(BOOTLOADER, Pdu.request(4, 0x0500, 1))).isEqualTo("04 02 00 01");
    assertThat(writeAll(new FirmwareImage(0x2A12))).isEqualTo("10 01 df 00 40");
  }

  @Test
  void aPageThatIsMissingIsAWrongChecksum() {
    enter();
    FirmwareImage image = new FirmwareImage(0x2A12);
    for (int page = 0; page < FirmwareImage.PAGES - 1; page++) {
      if (page != 50) {
        write(image, page);
      }
    }
    assertThat(write(image, FirmwareImage.PAGES - 1)).isEqualTo("90 04");
    assertThat(write(image, 50)).isEqualTo("10 00 32 00 40");
    assertThat(write(image, FirmwareImage.PAGES - 1)).isEqualTo("10 01 df 00 40");
  }

  @Test
  void aPageIsWrittenWholeAndWhereThereIsOne() {
    enter();
    Pdu page = new FirmwareImage(0x2A12).request(0);
    byte[] bytes = page.bytes();
    assertThat(ask(BOOTLOADER, Pdu.of(bytes, 0, bytes.length - 1))).isEqualTo("90 03");
    bytes[2] = (byte) 224;
    assertThat(ask(BOOTLOADER, Pdu.of(bytes, 0, bytes.length))).isEqualTo("90 02");
    assertThat(ask(UNIT, page)).as("at the application's address").isEmpty();
    module.powerCycle();
    run(1);
    assertThat(ask(UNIT, Pdu.request(4, 0x0005, 1))).as("still whole").isEqualTo("04 02 2a 11");
  }
}
