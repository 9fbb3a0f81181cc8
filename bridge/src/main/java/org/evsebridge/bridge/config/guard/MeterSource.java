package org.evsebridge.bridge.config.guard;

import java.time.Duration;

/** Where a guard learns what the house draws. */
public sealed interface MeterSource {
  /** Its name in the log and in {@code check}. */
  String name();

  /**
   * A smart meter of {@code p1:}.
   *
   * @param device as its entry names it
   */
  record P1(String device) implements MeterSource {
    @Override
    public String name() {
      return "the smart meter on " + device;
    }
  }

  /**
   * A meter on a Modbus line, whose currents stand in a row: L1, L2, L3.
   *
   * @param line the name of the line it hangs on
   * @param unit its Modbus address, 1 to 247
   * @param function 3 for holding, 4 for input registers
   * @param currents the address of L1's current
   * @param scale factor that turns a number into amperes
   * @param order how the two words of a number stand
   * @param interval how often it is read
   */
  record Modbus(
      String line,
      int unit,
      int function,
      int currents,
      NumberType type,
      double scale,
      WordOrder order,
      Duration interval)
      implements MeterSource {
    @Override
    public String name() {
      return "the meter at unit " + unit + " of " + line;
    }
  }

  /** How a meter writes a number. */
  enum NumberType {
    /** IEEE 754, two registers. */
    FLOAT32(2),
    /** A whole number with a sign, one register. */
    INT16(1),
    /** A whole number with a sign, two registers. */
    INT32(2);

    private final int registers;

    NumberType(int registers) {
      this.registers = registers;
    }

    /** How many registers a number takes. */
    public int registers() {
      return registers;
    }
  }

  /** Which word of a number in two registers comes first. */
  enum WordOrder {
    /** The more significant word, as Modbus itself orders bytes. */
    BIG,
    /** The less significant word. */
    LITTLE
  }
}
