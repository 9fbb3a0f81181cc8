package org.evsebridge.simulator.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Scalar;
import org.evsebridge.simulator.charger.ModuleRegisters;

/** A key whose value is that of a writable register. */
public final class RegisterKey {
  /** So many values are better listed than given by their bounds. */
  private static final int FEW = 8;

  private RegisterKey() {}

  /** A key that takes what the register takes. */
  public static Key<Integer> of(String name, ModuleRegister register) {
    return Key.of(
            name,
            new Scalar<>(
                ModuleRegisters.values(register),
                text -> value(text, register),
                schema(register),
                String::valueOf))
        .says(register.title());
  }

  private static Optional<Integer> value(String text, ModuleRegister register) {
    return Scalar.wholeNumber(text)
        .filter(n -> n == n.intValue())
        .map(Math::toIntExact)
        .filter(n -> ModuleRegisters.accepts(register.address(), n));
  }

  private static Map<String, Object> schema(ModuleRegister register) {
    int[] taken =
        IntStream.rangeClosed(0, 0xFFFF)
            .filter(n -> ModuleRegisters.accepts(register.address(), n))
            .toArray();
    return taken.length <= FEW
        ? Map.of("enum", List.copyOf(IntStream.of(taken).boxed().toList()))
        : Map.of("type", "integer", "minimum", taken[0], "maximum", taken[taken.length - 1]);
  }
}
