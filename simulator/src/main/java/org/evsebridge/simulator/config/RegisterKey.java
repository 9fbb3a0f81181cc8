package org.evsebridge.simulator.config;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.simulator.charger.ModuleRegisters;
import org.evsebridge.simulator.charger.Settings;

/** Keys whose values are those of writable registers. */
public final class RegisterKey {
  private static final ScalarKind<Integer> NUMBER = ScalarKind.whole(0, 0xFFFF);

  /** What a register holds. JSON has no hexadecimal numbers: there a text can be one. */
  public static final ScalarKind<Integer> WORD =
      new ScalarKind<>(
          NUMBER.words(),
          NUMBER.parser(),
          Map.of(
              "type",
              List.of("integer", "string"),
              "minimum",
              0,
              "maximum",
              0xFFFF,
              "pattern",
              "^0[xX]0*[0-9a-fA-F]{1,4}$"),
          NUMBER.writer());

  private RegisterKey() {}

  /** A key that takes what a register takes. */
  public static Key<Integer> of(String name, ModuleRegister register) {
    return Key.of(
            name,
            new ScalarKind<>(
                ModuleRegisters.values(register), WORD.parser(), WORD.schema(), WORD.writer()))
        .says(register.title());
  }

  /** A key for each of the registers that an EEPROM keeps, with what a new one holds. */
  static Map<ModuleRegister, Key<Optional<Integer>>> ofEeprom(
      List<ModuleRegister> registers, Function<ModuleRegister, String> name) {
    Map<ModuleRegister, Key<Optional<Integer>>> keys = new EnumMap<>(ModuleRegister.class);
    for (ModuleRegister register : registers) {
      keys.put(
          register,
          of(name.apply(register), register)
              .optional(String.valueOf(Settings.FACTORY.get(register))));
    }
    return keys;
  }

  /** The settings that such keys give, the factory's where one is not given. */
  static Settings settings(Map<ModuleRegister, Key<Optional<Integer>>> keys, Values given) {
    Settings settings = Settings.FACTORY;
    for (Map.Entry<ModuleRegister, Key<Optional<Integer>>> key : keys.entrySet()) {
      Optional<Integer> value = given.get(key.getValue());
      if (value.isPresent()) {
        settings = settings.with(key.getKey(), value.get());
      }
    }
    return settings;
  }
}
