package org.evsebridge.simulator.charger;

import static java.util.Map.entry;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.SettingBit;

/**
 * The values that the module keeps in its EEPROM, by the register that shows them; under {@link
 * ModuleRegister#MAGIC} the code that unlocks, which that register never shows. Immutable.
 */
public final class Settings {
  /** What the module leaves the factory with (seen on 2.10.8). */
  public static final Settings FACTORY =
      new Settings(
          new EnumMap<>(
              Map.ofEntries(
                  entry(ModuleRegister.ADDRESS, 1),
                  entry(ModuleRegister.LIMIT, 0xFF20),
                  entry(ModuleRegister.MAGIC, 0x1234),
                  entry(ModuleRegister.CHALLENGE, 0),
                  entry(ModuleRegister.SETTINGS, SettingBit.THREE_PHASES.mask()),
                  entry(ModuleRegister.LED_KIND, 0),
                  entry(ModuleRegister.CONDITION, 0),
                  entry(ModuleRegister.UBRR, 103),
                  entry(ModuleRegister.CP_DISCONNECT_TIME, 3_000),
                  entry(ModuleRegister.CP_WAIT_TIME, 30_000),
                  entry(ModuleRegister.CP_TYPES, 0))));

  private final Map<ModuleRegister, Integer> values;

  private Settings(Map<ModuleRegister, Integer> values) {
    this.values = values;
  }

  /** The registers whose values are kept, by address. */
  public static Set<ModuleRegister> registers() {
    return Collections.unmodifiableSet(FACTORY.values.keySet());
  }

  /**
   * The raw value, 0 to 0xFFFF.
   *
   * @throws IllegalArgumentException for a register that is no setting
   */
  public int get(ModuleRegister register) {
    Integer value = values.get(register);
    if (value == null) {
      throw new IllegalArgumentException(register + " is no setting");
    }
    return value;
  }

  /** These settings with one changed. */
  public Settings with(ModuleRegister register, int value) {
    get(register);
    Map<ModuleRegister, Integer> changed = new EnumMap<>(values);
    changed.put(register, value);
    return new Settings(changed);
  }

  public boolean has(SettingBit bit) {
    return bit.in(get(ModuleRegister.SETTINGS));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Settings settings && values.equals(settings.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
