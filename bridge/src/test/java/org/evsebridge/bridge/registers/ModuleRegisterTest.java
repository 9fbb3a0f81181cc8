package org.evsebridge.bridge.registers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModuleRegisterTest {
  @ParameterizedTest
  @CsvSource({
    "INPUT, 0x0000, 0x0017, 24",
    "INPUT, 0x0100, 0x0113, 20",
    "INPUT, 0x0500, 0x0500, 1",
    "HOLDING, 0x0200, 0x020A, 11"
  })
  void theMakersRangesHaveARegisterAtEveryAddress(
      RegisterSpace space, String first, String last, int words) {
    int from = Integer.decode(first);
    int to = Integer.decode(last);

    for (int address = from; address <= to; address++) {
      assertThat(ModuleRegister.at(space, address)).as("0x%04X", address).isPresent();
    }
    assertThat(ModuleRegister.touched(space, from, words).stream().mapToInt(ModuleRegister::count))
        .as("no two registers share an address")
        .satisfies(counts -> assertThat(counts.stream().mapToInt(c -> c).sum()).isEqualTo(words));
    assertThat(ModuleRegister.at(space, to + 1)).isEmpty();
  }

  @Test
  void anAddressOfOneSpaceIsNotOneOfTheOther() {
    assertThat(ModuleRegister.at(RegisterSpace.HOLDING, 0x0103)).isEmpty();
    assertThat(ModuleRegister.at(RegisterSpace.INPUT, 0x0201)).isEmpty();
  }

  @Test
  void aRangeTouchesARegisterOfWhichItHasOnlyAPart() {
    assertThat(ModuleRegister.touched(RegisterSpace.INPUT, 4, 3))
        .containsExactly(
            ModuleRegister.SERIAL_NUMBER, ModuleRegister.FIRMWARE, ModuleRegister.UPTIME);
    assertThat(ModuleRegister.touched(RegisterSpace.INPUT, 0x0018, 0x00E8)).isEmpty();
  }

  @Test
  void exactlyTheReadsThatChangeSomethingAct() {
    assertThat(
            Arrays.stream(ModuleRegister.values())
                .filter(register -> register.readEffect().acts())
                .map(ModuleRegister::address))
        .containsExactly(0x0A, 0x0B, 0x0C, 0x0D, 0x11, 0x12, 0x15, 0x16, 0x17);
  }

  @Test
  void writesThatCanCutTheUserOffAreGuarded() {
    assertThat(
            Arrays.stream(ModuleRegister.values())
                .filter(ModuleRegister::writeIsGuarded)
                .map(ModuleRegister::address))
        .containsExactly(0x0200, 0x0202, 0x0207);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SERIAL_NUMBER     | 4556 5345 3030 3030 3031 | EVSE000001",
        "SERIAL_NUMBER     | 0001 5345 3030 3030 3031 | 0x00015345303030303031",
        "FIRMWARE          | 2A11                | 2.10.17",
        "UPTIME            | 40E2 0100 0000 0000 | 123456 ms",
        "CURRENTS          | 1020                | cable 32 A, advertised 16 A",
        "STATE             | 0003                | state C",
        "STATE             | 2405                | state error, no earth, DC leakage",
        "STATE             | 0009                | state 9",
        "TEMPERATURE       | FFFB                | -5 °C",
        "CURRENT_L1        | 0FCF                | 15.81 A",
        "VOLTAGE_L3        | FFFF                | 256.00 V",
        "TOTAL_ENERGY      | 8000 0001           | 384.00 kWh",
        "BOARD             | 0003                | 32 A board, DC leakage module",
        "BOARD             | 0000                | 16 A board",
        "LIMIT             | 0A0A                | limit 10 A, for 2 s after a write 10 A",
        "SETTINGS          | 0001                | three phases",
        "SETTINGS          | 0012                | one phase, locked, automatic CP disconnect",
        "UBRR              | 0067                | 103 (9615 baud)",
        "CP_WAIT_TIME      | EA60                | 60000 ms",
        "CP_TYPES          | 0100                | CP 0, CP disconnect 1",
        "LOCK              | FFFF                | 0xFFFF"
      })
  void aValueReadsAsAPersonWouldSayIt(ModuleRegister register, String words, String text) {
    assertThat(register.render(words(words))).isEqualTo(text);
  }

  @Test
  void aValueNeedsAllItsWords() {
    assertThatThrownBy(() -> ModuleRegister.TOTAL_ENERGY.render(1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int[] words(String hex) {
    return Arrays.stream(hex.trim().split(" ")).mapToInt(HexFormat::fromHexDigits).toArray();
  }
}
