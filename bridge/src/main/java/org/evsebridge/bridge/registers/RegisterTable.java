package org.evsebridge.bridge.registers;

import java.util.function.Function;

/** The README's table of the registers, as Markdown. */
public final class RegisterTable {
  private RegisterTable() {}

  /**
   * The whole table, one line a register, ending with a line break.
   *
   * @param support what the last column says: how the simulator treats the register
   */
  public static String markdown(Function<ModuleRegister, String> support) {
    StringBuilder table =
        new StringBuilder(
            "| address | access | register | value | reading it | simulator |\n"
                + "|---|---|---|---|---|---|\n");
    for (ModuleRegister register : ModuleRegister.values()) {
      table.append(
          String.format(
              "| %s | %s | %s | %s | %s | %s |%n",
              addresses(register),
              access(register),
              register.title(),
              register.unit(),
              register.readEffect().text(),
              support.apply(register)));
    }
    return table.toString().replace(System.lineSeparator(), "\n");
  }

  private static String addresses(ModuleRegister register) {
    String first = String.format("0x%04X", register.address());
    return register.count() == 1
        ? first
        : String.format("%s–0x%04X", first, register.address() + register.count() - 1);
  }

  private static String access(ModuleRegister register) {
    int read = register.space().readFunction();
    if (register.space() == RegisterSpace.INPUT) {
      return "read " + read;
    }
    return "read "
        + read
        + ", write "
        + RegisterSpace.WRITE_SINGLE
        + (register.writeIsGuarded() ? " (protected)" : "");
  }
}
