package org.evsebridge.bridge.registers;

/** The two address spaces of the module, each with the function codes that reach it. */
public enum RegisterSpace {
  /** Input registers: only read. */
  INPUT(4),
  /** Holding registers: read, and written one at a time with function 6. */
  HOLDING(3);

  /** The function code that writes one holding register. */
  public static final int WRITE_SINGLE = 6;

  private final int readFunction;

  RegisterSpace(int readFunction) {
    this.readFunction = readFunction;
  }

  /** The function code that reads it. */
  public int readFunction() {
    return readFunction;
  }
}
