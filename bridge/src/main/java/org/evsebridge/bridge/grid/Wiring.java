package org.evsebridge.bridge.grid;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * Which phase of the house each conductor of a charger hangs on. Installers rotate them so that
 * several one-phase cars do not all load L1; a one-phase charger has one only.
 *
 * @param phases the house's phases of the charger's L1, L2, L3, none twice
 */
public record Wiring(List<Phase> phases) {
  private static final Phase[] CONDUCTORS = Phase.values();

  public static final Wiring STRAIGHT = new Wiring(List.of(Phase.values()));

  /** Reads {@code L2-L3-L1} or {@code L2}; empty when it is none or names a phase twice. */
  public static Optional<Wiring> parse(String text) {
    List<String> names = Arrays.asList(text.split("[-, ]+"));
    boolean known = names.stream().allMatch(name -> name.matches("L[123]"));
    if (!known || names.size() > 3 || names.stream().distinct().count() < names.size()) {
      return Optional.empty();
    }
    return Optional.of(new Wiring(names.stream().map(Phase::valueOf).toList()));
  }

  /** What the charger draws, put on the house's phases. */
  public PerPhase toHouse(PerPhase charger) {
    double l1 = 0;
    double l2 = 0;
    double l3 = 0;
    for (int i = 0; i < phases.size(); i++) {
      double drawn = charger.get(CONDUCTORS[i]);
      switch (phases.get(i)) {
        case L1 -> l1 = drawn;
        case L2 -> l2 = drawn;
        case L3 -> l3 = drawn;
      }
    }
    return new PerPhase(l1, l2, l3);
  }

  /** What the house has on its phases, as the charger sees it; 0 where it has no conductor. */
  public PerPhase toCharger(PerPhase house) {
    return new PerPhase(seen(house, 0), seen(house, 1), seen(house, 2));
  }

  private double seen(PerPhase house, int conductor) {
    return conductor < phases.size() ? house.get(phases.get(conductor)) : 0;
  }

  /** Whether every conductor hangs on one of these phases. */
  public boolean fits(List<Phase> house) {
    return EnumSet.copyOf(house).containsAll(phases);
  }
}
