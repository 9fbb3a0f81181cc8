package org.evsebridge.simulator.scenario;

import java.util.function.ToDoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.evsebridge.simulator.station.Station;

/**
 * A name, or a kind of names, that conditions have for quantities.
 *
 * @param shown how it is written
 * @param unit may be empty
 * @param meaning what it is
 * @param range of its values
 */
record QuantityWord(
    String shown, String unit, String meaning, Range range, Pattern pattern, Making making) {
  /** One of which no bounds are known. */
  QuantityWord(String shown, String unit, String meaning, Pattern pattern, Making making) {
    this(shown, unit, meaning, Range.ANY, pattern, making);
  }

  /** The same, whose values are known to stay in a range. */
  QuantityWord within(Range known) {
    return new QuantityWord(shown, unit, meaning, known, pattern, making);
  }

  /** Makes of a name what it stands for. */
  interface Making {
    /**
     * @throws WrongValue when there is nothing of a name that it has; the message says what there
     *     is
     */
    Quantity of(String name, MatchResult match, Station.Models models);
  }

  /** What a quantity of a station is reckoned from. */
  interface OfModels {
    ToDoubleFunction<Station.Models> value(MatchResult match);
  }

  /** A quantity of the station that depends on no name. */
  static QuantityWord of(
      String shown, String unit, String meaning, ToDoubleFunction<Station.Models> value) {
    return of(shown, shown, unit, meaning, match -> value);
  }

  /** A kind of quantities of the station. */
  static QuantityWord of(
      String shown, String pattern, String unit, String meaning, OfModels values) {
    return new QuantityWord(
        shown,
        unit,
        meaning,
        Pattern.compile(pattern),
        (name, match, models) -> {
          ToDoubleFunction<Station.Models> value = values.value(match);
          return new Quantity(name, unit, sight -> value.applyAsDouble(sight.models()));
        });
  }

  /** With its unit. */
  String listed() {
    return unit.isEmpty() ? shown : shown + " (" + unit + ")";
  }
}
