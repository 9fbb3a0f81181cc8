package org.evsebridge.simulator.meter;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.evsebridge.bridge.p1.Obis;

/**
 * One line of a telegram: an OBIS reference and what stands behind it.
 *
 * @param obis such as {@code 1-0:1.7.0}
 * @param values writes everything behind the reference, parentheses included
 */
record CosemObject(String obis, ValueWriter values) {
  /** Writes the values of an object. */
  @FunctionalInterface
  interface ValueWriter {
    void write(StringBuilder out, Reading reading);
  }

  static CosemObject number(
      Obis obis, int whole, int decimals, String unit, ToDoubleFunction<Reading> value) {
    return number(obis.reference(), whole, decimals, unit, value);
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

  static CosemObject count(Obis obis, int digits, ToIntFunction<Reading> value) {
    return count(obis.reference(), digits, value);
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

  static CosemObject hex(Obis obis, Function<Reading, String> value) {
    return hex(obis.reference(), value);
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

  static CosemObject fixed(Obis obis, String value) {
    return fixed(obis.reference(), value);
  }

  /** A value that never changes. */
  static CosemObject fixed(String obis, String value) {
    return new CosemObject(obis, (out, reading) -> out.append('(').append(value).append(')'));
  }
}
