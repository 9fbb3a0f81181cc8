package org.evsebridge.simulator.meter;

/** The two registers in which a meter counts, numbered as 0-0:96.14.0 shows them. */
public enum Tariff {
  ONE,
  TWO;

  /** Indicator 1 or 2. */
  int indicator() {
    return ordinal() + 1;
  }

  Tariff other() {
    return this == ONE ? TWO : ONE;
  }
}
