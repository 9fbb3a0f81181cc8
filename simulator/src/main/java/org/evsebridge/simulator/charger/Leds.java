package org.evsebridge.simulator.charger;

import org.evsebridge.bridge.registers.ModuleState;

/** What the LEDs on the board show. */
public record Leds(LedPattern green, LedPattern red) {
  private static final LedPattern NO_CAR = new LedPattern("1" + "0".repeat(11));
  private static final LedPattern CONNECTED = new LedPattern("10");
  private static final LedPattern ONE_PHASE = new LedPattern("1" + "000000");
  private static final LedPattern THREE_PHASES = new LedPattern("101" + "000000");

  static Leds of(ModuleState state, int closedPhases) {
    LedPattern green =
        switch (state) {
          case UNDEFINED -> LedPattern.STEADY;
          case A -> NO_CAR;
          case B, D -> CONNECTED;
          case C -> closedPhases == 1 ? ONE_PHASE : THREE_PHASES;
          case ERROR, HARDWARE_ERROR -> LedPattern.DARK;
        };
    return new Leds(green, LedPattern.DARK);
  }
}
