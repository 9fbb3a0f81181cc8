package org.evsebridge.bridge.house;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.registers.ErrorBit;
import org.evsebridge.bridge.registers.ModuleState;

/**
 * What is known of a charging module at one moment. Of what nobody has read yet nothing is known.
 *
 * @param line the name of the line it is on
 * @param unit its address there
 * @param age how long ago it last answered, in milliseconds
 * @param isFresh whether its state stands for the car as it is now
 * @param amperes on its own three conductors
 * @param volts on its output; where a relay is open this may be the mains or some volts of
 *     crosstalk
 * @param sessionKwh since the car came
 * @param advertised what it offers the car, in amperes; 0 is nothing
 * @param cable what the car's cable may carry, in amperes; 255 stands for no limit
 * @param limit the lower half of 0x0201: what it may offer, in amperes
 * @param threePhases whether it is set to three phases, and not one
 * @param celsius of its board
 */
public record ModuleReading(
    String line,
    int unit,
    OptionalLong age,
    boolean isFresh,
    Optional<ModuleState> state,
    Set<ErrorBit> errors,
    Optional<PerPhase> amperes,
    Optional<PerPhase> volts,
    OptionalDouble sessionKwh,
    OptionalDouble totalKwh,
    OptionalInt advertised,
    OptionalInt cable,
    OptionalInt limit,
    Optional<Boolean> threePhases,
    OptionalInt celsius,
    Optional<String> serial,
    Optional<String> firmware) {

  /** In amperes; idle phases show a few hundredths. */
  private static final double FLOWING = 1;

  /** In volts; idle phases show 6 to 8. */
  private static final double LEAST_MAINS = 100;

  public ModuleReading {
    errors = Set.copyOf(errors);
  }

  /**
   * What the car takes, in watts. Where a current flows the relay is closed, so a voltage that is
   * none is an older one: the mains' own stands for it.
   */
  public OptionalDouble watts() {
    if (amperes.isEmpty() || volts.isEmpty()) {
      return OptionalDouble.empty();
    }
    PerPhase live = volts.get().map(each -> each < LEAST_MAINS ? Phase.NOMINAL_VOLTS : each);
    PerPhase flowing = amperes.get().map(each -> each > FLOWING ? each : 0);
    return OptionalDouble.of(flowing.times(live).sum());
  }

  /** On how many phases more than an ampere flows. */
  public int chargingPhases() {
    int phases = 0;
    for (Phase phase : Phase.values()) {
      phases += amperes.filter(all -> all.get(phase) > FLOWING).isPresent() ? 1 : 0;
    }
    return phases;
  }
}
