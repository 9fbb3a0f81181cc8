package org.evsebridge.bridge.p1;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number as a telegram writes it.
 *
 * @param number with the decimals it was written with
 * @param unit such as {@code kW}; empty where none stands
 */
public record Measure(BigDecimal number, String unit) {
  private static final Pattern WRITTEN =
      Pattern.compile("(\\d{1,20}(?:\\.\\d{1,20})?)(?:\\*(.+))?");

  /** Reads {@code 00.106*kW} or {@code 0002}; empty for anything else. */
  static Optional<Measure> parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    return written.matches()
        ? Optional.of(
            new Measure(
                new BigDecimal(written.group(1)), written.group(2) == null ? "" : written.group(2)))
        : Optional.empty();
  }

  /** The number in the unit without its prefix k: watts of kW, watt-hours of kWh. */
  public BigDecimal inBaseUnit() {
    return unit.startsWith("k") ? number.movePointRight(3) : number;
  }
}
