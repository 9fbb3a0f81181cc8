package org.evsebridge.simulator.charger;

import java.time.Duration;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.registers.ModuleRegister;

/** All that a restart forgets. */
final class WorkingMemory {
  final CurrentLimit limit;
  final CpLine cpLine = new CpLine();

  /** The baud divisor that the line runs with until the next start. */
  final int ubrr;

  Settings settings;
  Duration uptime = Duration.ZERO;
  PerPhase sessionEnergy = PerPhase.ZERO;

  /** Whether the request before this one wrote the magic. */
  boolean unlocked;

  /** Whether this request has written it. */
  boolean unlocksNext;

  /** Whether a state change has ended the silence at address 1. */
  boolean awake;

  Duration i2cTrouble = Duration.ZERO;

  WorkingMemory(FirmwareOptions options, Settings saved) {
    limit = new CurrentLimit(options.oneSecondLimit());
    settings = saved;
    ubrr = saved.get(ModuleRegister.UBRR);
  }
}
