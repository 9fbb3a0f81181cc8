package org.evsebridge.simulator.meter;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * One line of a telegram: an OBIS reference and what stands behind it.
 *
 * @param obis such as {@code 1-0:1.7.0}
 * @param values writes everything behind the reference, parentheses included
 */
record CosemObject(String obis, Values values) {
  /** Writes the values of an object. */
  @FunctionalInterface
  interface Values {
    void write(StringBuilder out, Reading reading);
  }

  /** A number with a fixed count of digits and a unit. */
  static CosemObject number(
      String obis, int whole, int decimals, String unit, ToDoubleFunction<Reading> value) {
    return new CosemObject(
        obis,
        (out, reading) -> {
          Digits.append(out.append('('), value.applyAsDouble(reading), whole, decimals);
          out.append('*').append(unit).append(')');
        });
  }

  /** A count, padded with zeros. */
  static CosemObject count(String obis, int digits, ToIntFunction<Reading> value) {
    return new CosemObject(
        obis,
        (out, reading) -> {
          Digits.padded(out.append('('), value.applyAsInt(reading), digits);
          out.append(')');
        });
  }

  /** A text shown as the hexadecimal digits of its characters. */
  static CosemObject hex(String obis, Function<Reading, String> value) {
    return new CosemObject(
        obis,
        (out, reading) -> {
          Digits.hex(out.append('('), value.apply(reading));
          out.append(')');
        });
  }

  /** A value that never changes. */
  static CosemObject fixed(String obis, String value) {
    return new CosemObject(obis, (out, reading) -> out.append('(').append(value).append(')'));
  }
}
