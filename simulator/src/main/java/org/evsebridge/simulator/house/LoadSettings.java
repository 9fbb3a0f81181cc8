package org.evsebridge.simulator.house;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.simulator.time.SimulatedClock;

/**
 * A load: always on, following the day, or with a switch.
 *
 * @param name empty for one that nobody needs to name; one with a switch has one
 * @param amperes on each phase while it is on; nothing for one that follows the day
 * @param switched whether it has a switch
 * @param on whether it is on at first, for one with a switch
 * @param start what it draws when it starts, for one with a switch
 * @param hours when it switches itself
 * @param profile watts over the day, for one that follows it
 * @param noise by how much the profile goes up and down, 0 to 1
 */
public record LoadSettings(
    String name,
    PerPhase amperes,
    boolean switched,
    boolean on,
    Start start,
    List<Hours> hours,
    Optional<Profile> profile,
    double noise) {
  /**
   * What an appliance draws right after it is switched on.
   *
   * @param amperes on each of its phases
   */
  public record Start(PerPhase amperes, Duration lasts) {
    public static final Start NONE = new Start(PerPhase.ZERO, Duration.ZERO);
  }

  /** From a time of day to another, over midnight if the second is not later. */
  public record Hours(LocalTime from, LocalTime to) {
    boolean contain(int secondOfDay) {
      int begin = from.toSecondOfDay();
      int end = to.toSecondOfDay();
      return begin < end
          ? secondOfDay >= begin && secondOfDay < end
          : secondOfDay >= begin || secondOfDay < end;
    }
  }

  static LoadSettings constant(String name, PerPhase amperes) {
    return new LoadSettings(name, amperes, false, true, Start.NONE, List.of(), Optional.empty(), 0);
  }

  static LoadSettings appliance(String name, PerPhase amperes) {
    return new LoadSettings(name, amperes, true, false, Start.NONE, List.of(), Optional.empty(), 0);
  }

  Appliance appliance(SimulatedClock clock) {
    Appliance appliance = new Appliance(name, amperes, start, hours, clock);
    appliance.turn(on);
    return appliance;
  }

  Load load(SimulatedClock clock, long seed) {
    return profile
        .<Load>map(day -> new ProfileLoad(day, clock, noise, seed))
        .orElseGet(() -> new ConstantLoad(name, new Draw(amperes)));
  }
}
