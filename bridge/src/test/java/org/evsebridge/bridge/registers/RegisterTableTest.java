package org.evsebridge.bridge.registers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RegisterTableTest {
  @Test
  void everyRegisterHasALineWithItsSupport() {
    String table = RegisterTable.markdown(register -> "treated as " + register.name());

    assertThat(table.lines()).hasSize(2 + ModuleRegister.values().length);
    assertThat(table)
        .contains("| 0x0105 | read 4 | current L1 | 1/256 A |  | treated as CURRENT_L1 |\n")
        .contains("| 0x0000–0x0004 | read 4 | serial number |")
        .contains("| 0x0200 | read 3, write 6 (protected) |")
        .contains("**restarts** the application");
  }
}
