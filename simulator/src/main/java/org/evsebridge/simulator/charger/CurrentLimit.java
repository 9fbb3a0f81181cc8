package org.evsebridge.simulator.charger;

import java.time.Duration;

/** The register 0x0201: a standing limit and one for the second after the write. */
final class CurrentLimit {
  /** Plug and charge: as much as the larger board can. */
  static final int NEVER_WRITTEN = 0x0020;

  private int register = NEVER_WRITTEN;
  private Duration capFor = Duration.ZERO;

  void write(int value) {
    register = value;
    capFor = value >> 8 == 0 ? Duration.ZERO : Assumptions.ONE_SECOND;
  }

  void tick(Duration step) {
    capFor = capFor.compareTo(step) > 0 ? capFor.minus(step) : Duration.ZERO;
  }

  int register() {
    return register;
  }

  /** What is allowed now, in amperes. */
  int amperes() {
    int standing = register & 0xFF;
    return capFor.isZero() ? standing : Math.min(standing, register >> 8);
  }
}
