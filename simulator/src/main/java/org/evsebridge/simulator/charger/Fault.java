package org.evsebridge.simulator.charger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.evsebridge.bridge.registers.ErrorBit;
import org.evsebridge.bridge.registers.ModuleState;

/**
 * What the module protects against. The order is that in which the red LED prefers them when there
 * are several.
 */
public enum Fault {
  RELAY_STAYS_ON(
      ErrorBit.RELAY_STAYS_ON,
      ModuleState.ERROR,
      "10011110",
      "a contact of the relay is welded: L1 stays on whatever the module wants"),
  DC_LEAKAGE(
      ErrorBit.DC_LEAKAGE,
      ModuleState.ERROR,
      "10010110",
      "direct current leaks, which the leakage module notices while a car charges; the error stays"
          + " until the car is unplugged"),
  NO_EARTH(ErrorBit.NO_EARTH, ModuleState.ERROR, "10011100", "the protective earth is missing"),
  I2C_INITIALISATION(
      ErrorBit.I2C_INITIALISATION,
      ModuleState.HARDWARE_ERROR,
      "00000001",
      "a chip of the board cannot be set up; the error stays until the module restarts"),
  LEAKAGE_SELF_TEST(
      ErrorBit.DC_LEAKAGE,
      ModuleState.HARDWARE_ERROR,
      "00000001",
      "the leakage module fails the test that it is put to at each start: nothing happens before the"
          + " next start, and the error stays until the one after"),
  TOO_HOT(
      ErrorBit.TOO_HOT,
      null,
      "10011000",
      "something heats the board until charging must stop; it ends when the board has cooled"),
  WARM(
      null,
      null,
      "10010000",
      "something heats the board until less current is offered; no error, and it ends when the board"
          + " has cooled"),
  HIGHEST_CP_TOO_LOW(
      ErrorBit.HIGHEST_CP_TOO_LOW,
      ModuleState.ERROR,
      "0",
      "the pilot's highest voltage is too low"),
  LOWEST_CP_TOO_HIGH(
      ErrorBit.LOWEST_CP_TOO_HIGH,
      ModuleState.ERROR,
      "0",
      "the pilot's lowest voltage is too high, as without the diode in the car"),
  I2C_COMMUNICATION(
      ErrorBit.I2C_COMMUNICATION,
      ModuleState.HARDWARE_ERROR,
      "0",
      "a chip of the board does not answer any more");

  private final ErrorBit bit;
  private final ModuleState state;
  private final LedPattern red;
  private final String meaning;

  Fault(ErrorBit bit, ModuleState state, String red, String meaning) {
    this.bit = bit;
    this.state = state;
    this.red = new LedPattern(red);
    this.meaning = meaning;
  }

  /** Its bit in the upper half of 0x0103. */
  public Optional<ErrorBit> bit() {
    return Optional.ofNullable(bit);
  }

  /** The state it forces. */
  Optional<ModuleState> state() {
    return Optional.ofNullable(state);
  }

  /** What the red LED shows; dark when nothing is published. */
  LedPattern red() {
    return red;
  }

  /** The name in configuration files and the control API, such as {@code no-earth}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is wrong, and what ends it where its cause going does not. */
  public String meaning() {
    return meaning;
  }

  public static Optional<Fault> ofKey(String key) {
    return Arrays.stream(values()).filter(fault -> fault.key().equals(key)).findFirst();
  }

  /** All names, for messages. */
  public static String keys() {
    return Arrays.stream(values()).map(Fault::key).collect(Collectors.joining(", "));
  }
}
