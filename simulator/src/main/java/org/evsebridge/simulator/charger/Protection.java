package org.evsebridge.simulator.charger;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.registers.ModuleState;

/** What is wrong, what the module has noticed of it, and what follows. */
final class Protection {
  private static final double WARM_FROM = 67;
  private static final double WARM_UNTIL = 65;
  private static final double TOO_HOT_FROM = 85;
  private static final double TOO_HOT_UNTIL = 82;
  private static final double STOPPED_UNTIL = 50;
  private static final int WARM_AMPERES = 10;

  private final Set<Fault> causes = EnumSet.noneOf(Fault.class);
  private final Set<Fault> noticed = EnumSet.noneOf(Fault.class);

  /** Whether nothing is offered because of heat: longer than the error bit shows it. */
  private boolean stoppedByHeat;

  /** Whether the test of the leakage module is still to be done. */
  private boolean starting = true;

  /**
   * What the module can notice.
   *
   * @param celsius the board's temperature
   * @param leakageModule whether there is one
   * @param leakageModuleRequired whether the settings insist on it
   * @param relayClosed whether current can reach the car, and leak there
   * @param diodeFault whether the connected car lacks the diode that the pilot's test needs
   */
  record Senses(
      double celsius,
      boolean leakageModule,
      boolean leakageModuleRequired,
      boolean relayClosed,
      boolean diodeFault) {}

  void cause(Fault fault) {
    causes.add(fault);
  }

  void remove(Fault fault) {
    causes.remove(fault);
  }

  Set<Fault> causes() {
    return Set.copyOf(causes);
  }

  boolean isCaused(Fault fault) {
    return !causes.isEmpty()
        && causes.contains(fault); // a dozen times a step: mostly there is none
  }

  /** What the surroundings heat the board to, in °C. */
  double heatsTo() {
    if (isCaused(Fault.TOO_HOT)) {
      return ModuleValues.TOO_HOT_CELSIUS;
    }
    return isCaused(Fault.WARM) ? ModuleValues.WARM_CELSIUS : Thermometer.AMBIENT;
  }

  void look(Senses senses) {
    notice(Fault.WARM, isAbove(Fault.WARM, senses.celsius(), WARM_FROM, WARM_UNTIL));
    notice(Fault.TOO_HOT, isAbove(Fault.TOO_HOT, senses.celsius(), TOO_HOT_FROM, TOO_HOT_UNTIL));
    stoppedByHeat = senses.celsius() >= (stoppedByHeat ? STOPPED_UNTIL : TOO_HOT_FROM);
    if (starting) {
      starting = false;
      notice(Fault.LEAKAGE_SELF_TEST, isCaused(Fault.LEAKAGE_SELF_TEST) && senses.leakageModule());
    }
    notice(Fault.RELAY_STAYS_ON, isCaused(Fault.RELAY_STAYS_ON));
    notice(Fault.NO_EARTH, isCaused(Fault.NO_EARTH));
    notice(Fault.HIGHEST_CP_TOO_LOW, isCaused(Fault.HIGHEST_CP_TOO_LOW));
    notice(Fault.LOWEST_CP_TOO_HIGH, isCaused(Fault.LOWEST_CP_TOO_HIGH) || senses.diodeFault());
    notice(Fault.I2C_COMMUNICATION, isCaused(Fault.I2C_COMMUNICATION));
    notice(
        Fault.I2C_INITIALISATION,
        isNoticed(Fault.I2C_INITIALISATION) || isCaused(Fault.I2C_INITIALISATION));
    boolean missing = senses.leakageModuleRequired() && !senses.leakageModule();
    boolean leaking =
        senses.leakageModule()
            && (isNoticed(Fault.DC_LEAKAGE) || isCaused(Fault.DC_LEAKAGE) && senses.relayClosed());
    notice(Fault.DC_LEAKAGE, missing || leaking);
  }

  private boolean isAbove(Fault fault, double celsius, double from, double until) {
    return celsius >= (isNoticed(fault) ? until : from);
  }

  private void notice(Fault fault, boolean present) {
    if (present) {
      noticed.add(fault);
    } else if (!noticed.isEmpty()) {
      noticed.remove(fault);
    }
  }

  /** The car is gone: what leaked there is forgotten. */
  void unplugged() {
    noticed.remove(Fault.DC_LEAKAGE);
  }

  void restarted() {
    noticed.clear();
    stoppedByHeat = false;
    starting = true;
  }

  Set<Fault> noticed() {
    return Set.copyOf(noticed);
  }

  boolean isNoticed(Fault fault) {
    return !noticed.isEmpty() && noticed.contains(fault);
  }

  /** The state that the faults force; the module's own come before those outside it. */
  Optional<ModuleState> forcedState() {
    if (noticed.isEmpty()) {
      return Optional.empty(); // asked several times a step: a stream would cost an eighth of it
    }
    return noticed.stream()
        .flatMap(fault -> fault.state().stream())
        .max(Comparator.comparing(ModuleState::code));
  }

  /** The upper half of 0x0103. */
  int bits() {
    return noticed.stream()
        .flatMap(fault -> fault.bit().stream())
        .mapToInt(bit -> bit.mask())
        .reduce(0, (a, b) -> a | b);
  }

  /** What may be offered at the board's temperature, in amperes. */
  int mostAmperes() {
    if (stoppedByHeat) {
      return 0;
    }
    return isNoticed(Fault.WARM) ? WARM_AMPERES : Integer.MAX_VALUE;
  }

  LedPattern red() {
    if (noticed.isEmpty() && !stoppedByHeat) {
      return LedPattern.DARK;
    }
    Fault first = noticed.isEmpty() ? Fault.TOO_HOT : noticed.iterator().next();
    return (stoppedByHeat && first == Fault.WARM ? Fault.TOO_HOT : first).red();
  }
}
