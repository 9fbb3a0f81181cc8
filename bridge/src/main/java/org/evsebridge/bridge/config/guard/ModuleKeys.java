package org.evsebridge.bridge.config.guard;

import java.util.Optional;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.grid.Wiring;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Rule;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.bridge.yaml.Values;

/** The keys of a charging module that a guard limits. */
final class ModuleKeys {
  /** What a module's cable can carry at most, in amperes. */
  private static final int MOST_AMPERES = 80;

  static final Key<Optional<String>> LINE =
      Key.text("line")
          .optional("where there is one")
          .says("the device or address of its line, as in `modbusproxy:`")
          .such("/dev/ttyS0");
  static final Key<Integer> UNIT =
      Key.whole("unit", 1, GuardKeys.MOST_UNIT)
          .says("the module's Modbus address on that line")
          .such("2");
  private static final Key<Wiring> WIRING =
      Key.of(
              "wiring",
              ScalarKind.of(
                      "the house's phases of the module's L1, L2 and L3, none twice, such as"
                          + " L2-L3-L1, or one, such as L1",
                      Wiring::parse)
                  .pattern("(?!.*(L[123]).*\\1)L[123]([-, ]+L[123]){0,2}")
                  .written(ModuleKeys::written))
          .or(Wiring.STRAIGHT)
          .says("the house's phases of the module's L1, L2, L3; one for a one-phase connection");
  private static final Key<Integer> MIN =
      Key.whole("min", GuardedModule.LEAST_AMPERES, MOST_AMPERES)
          .or(GuardedModule.LEAST_AMPERES)
          .says("A; the least that its car charges with: 6, some cars want more");
  static final Key<Integer> MAX =
      Key.whole("max", GuardedModule.LEAST_AMPERES, MOST_AMPERES)
          .or(16)
          .says("A; the most that its cable and its circuit carry");
  static final Key<Boolean> REMOTE =
      Key.onOff("remote")
          .or(false)
          .says(
              "`true` where the line is behind a network and nobody but this bridge speaks to the"
                  + " module");

  static final Block<Values> BLOCK =
      Block.of(LINE, UNIT, WIRING, MIN, MAX, REMOTE)
          .rule(
              new Rule(
                  "'min' must not be more than 'max'",
                  given -> given.get(MIN) <= given.get(MAX),
                  Optional.of(MIN)));

  private ModuleKeys() {}

  private static String written(Wiring wiring) {
    return String.join("-", wiring.phases().stream().map(Phase::name).toList());
  }

  /** The module on a line of that name. */
  static GuardedModule module(Values given, String line) {
    return new GuardedModule(
        line, given.get(UNIT), given.get(WIRING), given.get(MIN), given.get(MAX));
  }
}
