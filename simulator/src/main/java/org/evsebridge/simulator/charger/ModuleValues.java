package org.evsebridge.simulator.charger;

import java.time.Duration;
import java.util.Map;

/** The numbers of the model; where each comes from says the table in docs/assumptions.md. */
public final class ModuleValues {
  /** What the bootloader calls itself. */
  public static final int BOOTLOADER_VERSION = 1;

  static final Duration STARTING_TIME = Duration.ofMillis(410);

  /** How long a pilot without pulses (B1) comes before the one with them. */
  static final Duration B1_TIME = Duration.ofSeconds(1);

  /** How long a car may ignore the end of the pulses before the relay opens. */
  static final Duration RELAY_PATIENCE = Duration.ofSeconds(6);

  /** The answer of a read that needs the magic and did not get it, or could not save. */
  static final int NOT_DONE = 0xFFFF;

  /** The answer of the lock's and the CP switch's registers when there is no such thing. */
  static final int NOT_FITTED = 0xFFFF;

  /** What the lock's registers show when it is locked: a 1, low byte first. */
  static final int LOCKED = 0x0100;

  /** The responses to challenges that are known. */
  static final Map<Integer, Integer> CHALLENGES = Map.of(0xABCD, 0x5500, 0x0001, 0x94A7);

  /** What the causes of the heat faults heat the board to. */
  static final double WARM_CELSIUS = 75;

  static final double TOO_HOT_CELSIUS = 90;

  private ModuleValues() {}
}
