package org.evsebridge.simulator.scenario;

import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.simulator.station.Station;

/**
 * Something that a condition can look at, in the models, the registers or the telegrams.
 *
 * @param name as scenarios call it
 * @param unit for people; may be empty
 * @param range of its values
 * @param value not a number while there is none
 */
record Quantity(String name, String unit, Range range, ToDoubleFunction<Sight> value) {
  private static final double MILLION = 1e6;

  /** One of which no bounds are known. */
  Quantity(String name, String unit, ToDoubleFunction<Sight> value) {
    this(name, unit, Range.ANY, value);
  }

  private Quantity within(Range known) {
    return new Quantity(name, unit, known, value);
  }

  /** To the millionth: sums of binary fractions are no worse than what they are a sum of. */
  double of(Sight sight) {
    double exact = value.applyAsDouble(sight);
    return Double.isNaN(exact) ? exact : Math.rint(exact * MILLION) / MILLION;
  }

  /** The value as people read it. */
  String text(double number) {
    if (isState()) {
      return ModuleState.ofCode((int) number).map(ModuleState::toString).orElse("?");
    }
    if (Double.isNaN(number)) {
      return "nothing";
    }
    String digits =
        number == Math.rint(number)
            ? String.valueOf((long) number)
            : String.format(Locale.ROOT, "%.2f", number);
    return unit.isEmpty() ? digits : digits + " " + unit;
  }

  /**
   * The quantity of a name.
   *
   * @throws WrongValue when there is none; the message says what there is
   */
  static Quantity named(String name, Station.Models models) {
    for (QuantityWord word : QuantityWords.ALL) {
      Matcher m = word.pattern().matcher(name);
      if (m.matches()) {
        return word.making().of(name, m, models).within(word.range());
      }
    }
    throw new WrongValue(
        "there is no quantity '" + name + "'; " + QuantityWords.near(name, models.chargerNames()));
  }

  /** Whether it is the state of a module, which has a name for each value. */
  boolean isState() {
    return name.startsWith("state");
  }

  /** Whether it is one of a program outside, which a rule that stands in for it has not. */
  boolean isOfOutside() {
    return OutsideQuantities.ALL.stream().anyMatch(word -> word.pattern().matcher(name).matches());
  }
}
