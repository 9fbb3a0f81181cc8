package org.evsebridge.simulator.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.simulator.station.Station;

/**
 * A quantity compared with a number, in the quantity's own unit, which may be left out. While the
 * quantity has no value the condition does not hold.
 *
 * @param text as it was written
 */
record Condition(Quantity quantity, Comparison comparison, double number, String text) {
  /** For messages. */
  static final String WORDS =
      "a quantity, one of <= >= == != < > and a number in the quantity's unit, such as grid <= 25 A";

  /** A condition as a file has it; only a station tells whether there is such a quantity. */
  static final ScalarKind<String> KIND = ScalarKind.of(WORDS, Optional::of);

  private static final Pattern PARTS = Pattern.compile("(.+?) *(<=|>=|==|!=|<|>) *(.*)");

  private static final List<String> STATES =
      Arrays.stream(ModuleState.values()).map(ModuleState::toString).toList();

  private static final Pattern VALUE =
      Pattern.compile(
          "(0x[0-9a-fA-F]+|[-+]?[\\d.]+|true|false|" + String.join("|", STATES) + ") *(.*)");

  enum Comparison {
    AT_MOST("<="),
    AT_LEAST(">="),
    EQUAL("=="),
    OTHER("!="),
    BELOW("<"),
    ABOVE(">");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    boolean holds(double value, double number) {
      return switch (this) {
        case AT_MOST -> value <= number;
        case AT_LEAST -> value >= number;
        case EQUAL -> value == number;
        case OTHER -> value != number && !Double.isNaN(value);
        case BELOW -> value < number;
        case ABOVE -> value > number;
      };
    }

    /** How far a value is from holding: the more, the worse. No value is the worst there is. */
    private double distance(double value, double number) {
      if (Double.isNaN(value)) {
        return Double.POSITIVE_INFINITY;
      }
      return switch (this) {
        case AT_MOST, BELOW -> value - number;
        case AT_LEAST, ABOVE -> number - value;
        case EQUAL -> Math.abs(value - number);
        case OTHER -> -Math.abs(value - number);
      };
    }
  }

  boolean holds(double value) {
    return comparison.holds(value, number);
  }

  /** Whether a value is further from holding, or nearer to failing, than another. */
  boolean isWorse(double value, double than) {
    return comparison.distance(value, number) > comparison.distance(than, number);
  }

  /**
   * Reads such as {@code grid <= 25 A} or {@code state == C}.
   *
   * @throws WrongValue when it is none; the message says why, and what there is
   */
  static Condition parse(String text, Station.Models models) {
    try {
      return read(text.trim(), models);
    } catch (WrongValue e) {
      throw new WrongValue("'" + text + "' is no condition: " + e.getMessage());
    }
  }

  private static Condition read(String text, Station.Models models) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw new WrongValue("expected " + WORDS);
    }
    Quantity quantity = Quantity.named(parts.group(1), models);
    Matcher value = VALUE.matcher(parts.group(3));
    Optional<Double> number = value.matches() ? number(value.group(1)) : Optional.empty();
    if (number.isEmpty()) {
      throw new WrongValue(
          quantity.isState()
              ? "a state is one of " + String.join(", ", STATES)
              : "'" + parts.group(3) + "' is no number" + inUnit(quantity));
    }
    String unit = value.group(2);
    if (!unit.isEmpty() && !unit.equals(quantity.unit())) {
      throw new WrongValue(
          "'"
              + quantity.name()
              + (quantity.unit().isEmpty() ? "' has no unit" : "' is in " + quantity.unit()));
    }
    Comparison comparison =
        Arrays.stream(Comparison.values())
            .filter(one -> one.sign.equals(parts.group(2)))
            .findFirst()
            .orElseThrow();
    if (!quantity.range().allows(comparison, number.get())) {
      throw new WrongValue(
          "'"
              + quantity.name()
              + "' is "
              + (quantity.range() + " " + quantity.unit()).strip()
              + ": this would always be so, or never");
    }
    return new Condition(quantity, comparison, number.get(), text);
  }

  private static String inUnit(Quantity quantity) {
    return quantity.unit().isEmpty() ? "" : " in " + quantity.unit();
  }

  private static Optional<Double> number(String text) {
    try {
      if (text.equals("true") || text.equals("false")) {
        return Optional.of(text.equals("true") ? 1.0 : 0.0);
      }
      Optional<ModuleState> state =
          Arrays.stream(ModuleState.values())
              .filter(one -> one.toString().equals(text))
              .findFirst();
      if (state.isPresent()) {
        return Optional.of((double) state.get().code());
      }
      return Optional.of(text.startsWith("0x") ? Integer.decode(text) : Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
