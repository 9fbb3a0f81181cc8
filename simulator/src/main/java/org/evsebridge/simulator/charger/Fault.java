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
  /** A contact is welded: L1 stays on. */
  RELAY_STAYS_ON(ErrorBit.RELAY_STAYS_ON, ModuleState.ERROR, "10011110"),
  /** Current leaks while the car charges; noticed by the leakage module, kept until unplugged. */
  DC_LEAKAGE(ErrorBit.DC_LEAKAGE, ModuleState.ERROR, "10010110"),
  NO_EARTH(ErrorBit.NO_EARTH, ModuleState.ERROR, "10011100"),
  /** Kept until a restart. */
  I2C_INITIALISATION(ErrorBit.I2C_INITIALISATION, ModuleState.HARDWARE_ERROR, "00000001"),
  /** The leakage module fails the test that it is put to at each start; kept until the next. */
  LEAKAGE_SELF_TEST(ErrorBit.DC_LEAKAGE, ModuleState.HARDWARE_ERROR, "00000001"),
  /** Something heats the board until charging must stop; the state stays. */
  TOO_HOT(ErrorBit.TOO_HOT, null, "10011000"),
  /** Something heats the board until less current is offered; no error. */
  WARM(null, null, "10010000"),
  HIGHEST_CP_TOO_LOW(ErrorBit.HIGHEST_CP_TOO_LOW, ModuleState.ERROR, "0"),
  LOWEST_CP_TOO_HIGH(ErrorBit.LOWEST_CP_TOO_HIGH, ModuleState.ERROR, "0"),
  I2C_COMMUNICATION(ErrorBit.I2C_COMMUNICATION, ModuleState.HARDWARE_ERROR, "0");

  private final ErrorBit bit;
  private final ModuleState state;
  private final LedPattern red;

  Fault(ErrorBit bit, ModuleState state, String red) {
    this.bit = bit;
    this.state = state;
    this.red = new LedPattern(red);
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

  public static Optional<Fault> ofKey(String key) {
    return Arrays.stream(values()).filter(fault -> fault.key().equals(key)).findFirst();
  }

  /** All names, for messages. */
  public static String keys() {
    return Arrays.stream(values()).map(Fault::key).collect(Collectors.joining(", "));
  }
}
