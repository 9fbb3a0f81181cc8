package org.evsebridge.bridge.guard;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.p1.TelegramValues;

/**
 * Reads a smart meter's telegrams for a guard. What is uncertain is taken for more current: a
 * meter's whole amperes may be half an ampere more, and power without voltage and current flows at
 * a low voltage. Not thread-safe.
 */
public final class MeterFeed {
  /** The lowest voltage that a grid may have (EN 50160), for meters that show power alone. */
  private static final double LOWEST_VOLTS = 207;

  /**
   * For meters that show power and current but no voltage, as those of DSMR 4 do: the current is
   * known, so nothing needs to be taken for more. The power only bounds it from below.
   */
  private static final double RATED_VOLTS = 230;

  /** A phase of less is no phase to neutral: a 3x230 V grid shows 0 on one, a dead one too. */
  private static final double LEAST_VOLTS = 100;

  /** What a meter that shows whole amperes may have rounded off. */
  private static final double ROUNDED = 0.5;

  private final Set<Phase> phases;
  private byte[] last = {};

  /**
   * @param phases those on which guarded modules hang
   */
  public MeterFeed(Set<Phase> phases) {
    this.phases = Set.copyOf(phases);
  }

  /**
   * What a whole telegram says; empty when its checksum is wrong, and when it is the one before
   * once more, byte for byte: a meter that hangs repeats itself, and says nothing of the house as
   * it is now.
   */
  public Optional<GridReading> read(Telegram telegram) {
    byte[] bytes = telegram.bytes();
    if (telegram.checksum() == Telegram.Checksum.WRONG || Arrays.equals(bytes, last)) {
      return Optional.empty();
    }
    last = bytes.clone();
    return Optional.of(read(telegram.values()));
  }

  private GridReading read(TelegramValues values) {
    PerPhase amperes = PerPhase.ZERO;
    for (Phase phase : phases) {
      OptionalDouble volts = values.volts(phase);
      if (volts.isPresent() && volts.getAsDouble() < LEAST_VOLTS) {
        return GridReading.unusable(
            "the meter shows %s at %s V: a blown fuse, a loose wire, or a grid of 3x230 V"
                .formatted(phase, volts.getAsDouble()));
      }
      OptionalDouble flow = amperes(values, phase);
      if (flow.isEmpty()) {
        return GridReading.unusable("the meter shows neither power nor current of " + phase);
      }
      amperes = amperes.plus(PerPhase.on(phase, flow.getAsDouble()));
    }
    return GridReading.of(amperes);
  }

  private static OptionalDouble amperes(TelegramValues values, Phase phase) {
    OptionalDouble watts = values.watts(phase);
    OptionalDouble shown = values.amperes(phase);
    if (watts.isEmpty()) {
      return shown.isEmpty() ? shown : OptionalDouble.of(atMost(shown.getAsDouble()));
    }
    double unshown = shown.isPresent() ? RATED_VOLTS : LOWEST_VOLTS;
    double byPower = watts.getAsDouble() / values.volts(phase).orElse(unshown);
    boolean importing = byPower >= 0;
    return OptionalDouble.of(
        importing && shown.isPresent() ? Math.max(byPower, atMost(shown.getAsDouble())) : byPower);
  }

  private static double atMost(double amperes) {
    return amperes == Math.rint(amperes) ? amperes + ROUNDED : amperes;
  }
}
