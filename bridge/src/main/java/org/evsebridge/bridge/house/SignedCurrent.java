package org.evsebridge.bridge.house;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.p1.DataSet;
import org.evsebridge.bridge.p1.Measure;
import org.evsebridge.bridge.p1.Obis;
import org.evsebridge.bridge.p1.TelegramValues;

/** A phase's current with a sign, which meters do not show: they show magnitudes. */
public final class SignedCurrent {
  private SignedCurrent() {}

  /**
   * In amperes, negative while the phase exports. Where the meter shows whole amperes, power by
   * voltage is finer, and is given in thousandths. Empty where the meter shows none.
   */
  public static OptionalDouble of(TelegramValues values, Phase phase) {
    Optional<BigDecimal> shown =
        values.get(Obis.current(phase)).flatMap(DataSet::measure).map(Measure::number);
    if (shown.isEmpty()) {
      return OptionalDouble.empty();
    }
    OptionalDouble watts = values.watts(phase);
    OptionalDouble volts = values.volts(phase);
    boolean knowsBetter =
        shown.get().scale() <= 0
            && watts.isPresent()
            && volts.isPresent()
            && volts.getAsDouble() > 0;
    if (knowsBetter) {
      return OptionalDouble.of(thousandths(watts.getAsDouble() / volts.getAsDouble()));
    }
    double magnitude = shown.get().doubleValue();
    return OptionalDouble.of(watts.orElse(0) < 0 ? -magnitude : magnitude);
  }

  /** A number to three decimals. */
  public static double thousandths(double number) {
    return Math.round(1_000 * number) / 1_000.0;
  }
}
