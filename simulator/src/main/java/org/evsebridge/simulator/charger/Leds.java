package org.evsebridge.simulator.charger;

import org.evsebridge.bridge.registers.ModuleState;

/**
 * What the LEDs show: green and red on the board, and the RGB one that can be connected to it.
 *
 * @param colour of the external one while it is lit
 */
public record Leds(LedPattern green, LedPattern red, Colour colour, LedPattern external) {
  /** The colours of the external LED. */
  public enum Colour {
    RED,
    GREEN,
    BLUE
  }

  /** How many LEDs the strip has. */
  static final int STRIP_LENGTH = 36;

  private static final LedPattern NO_CAR = new LedPattern("1" + "0".repeat(11));
  private static final LedPattern BLINKING = new LedPattern("10");
  private static final LedPattern ONE_FLASH = new LedPattern("1" + "000000");
  private static final LedPattern TWO_FLASHES = new LedPattern("101" + "000000");

  static Leds of(ModuleState state, int closedPhases, LedPattern red) {
    return switch (state) {
      case UNDEFINED -> new Leds(LedPattern.STEADY, red, Colour.GREEN, LedPattern.DARK);
      case A -> new Leds(NO_CAR, red, Colour.GREEN, LedPattern.STEADY);
      case B, D -> new Leds(BLINKING, red, Colour.GREEN, BLINKING);
      case C ->
          new Leds(
              closedPhases == 1 ? ONE_FLASH : TWO_FLASHES, red, Colour.BLUE, LedPattern.STEADY);
      case ERROR, HARDWARE_ERROR -> new Leds(LedPattern.DARK, red, Colour.RED, LedPattern.STEADY);
    };
  }

  static Leds allDark() {
    return new Leds(LedPattern.DARK, LedPattern.DARK, Colour.GREEN, LedPattern.DARK);
  }
}
