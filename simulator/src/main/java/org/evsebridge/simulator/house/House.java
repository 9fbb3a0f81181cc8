package org.evsebridge.simulator.house;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.simulator.grid.Flow;
import org.evsebridge.simulator.time.SimulatedClock;

/**
 * The house: its own loads and the chargers behind a main fuse for each phase. Ticked after the
 * clock, before the chargers (they need its voltage) and the meter (it shows its flow), with the
 * current that the chargers drew in the step before. Not thread-safe.
 *
 * <p>Loads count as currents that do not depend on the voltage. A phase whose fuse has blown is
 * dead, and so is one that the connection does not have.
 */
public final class House {
  private static final Phase[] PHASES = Phase.values();

  private final SimulatedClock clock;
  private final Connection connection;
  private final Supply supply;
  private final MainFuse[] fuses = new MainFuse[PHASES.length]; // null where there is no phase
  private final List<Load> loads;
  private final Sun sun;
  private final Battery battery;
  private final Map<String, NamedLoad> named = new LinkedHashMap<>();
  private final Map<String, Appliance> appliances;
  private final List<BlownFuse> blown = new ArrayList<>();
  private final List<BlownFuse> blownToSee = Collections.unmodifiableList(blown);
  private Flow flow;

  House(
      SimulatedClock clock,
      Connection connection,
      Supply supply,
      List<Load> loads,
      Sun sun,
      Battery battery,
      List<Appliance> appliances) {
    this.clock = clock;
    this.connection = connection;
    this.supply = supply;
    this.sun = sun;
    this.battery = battery;
    this.loads = new ArrayList<>(loads);
    this.loads.add(sun);
    this.loads.addAll(appliances);
    this.appliances = new LinkedHashMap<>();
    appliances.forEach(appliance -> this.appliances.put(appliance.name(), appliance));
    this.loads.stream()
        .filter(NamedLoad.class::isInstance)
        .map(NamedLoad.class::cast)
        .filter(load -> !load.name().isEmpty())
        .forEach(load -> named.put(load.name(), load));
    connection
        .phases()
        .forEach(
            phase ->
                fuses[phase.ordinal()] = new MainFuse(connection.curve(), connection.amperes()));
    this.flow = new Flow(volts(PerPhase.ZERO, live()), PerPhase.ZERO);
  }

  /** Lets a step pass. {@code chargers} is what they draw from each phase, in amperes. */
  public void tick(Duration step, PerPhase chargers) {
    PerPhase amperes = chargers;
    for (Load load : loads) {
      load.tick(step);
      amperes = amperes.plus(load.amperes());
    }
    PerPhase live = live();
    amperes = amperes.times(live);
    amperes = amperes.plus(battery.tick(step, new Flow(flow.volts(), amperes)));
    double seconds = step.toNanos() / 1e9;
    for (Phase phase : PHASES) {
      MainFuse fuse = fuses[phase.ordinal()];
      if (fuse != null && fuse.carry(amperes.get(phase), seconds)) {
        blown.add(new BlownFuse(clock.instant(), phase, amperes.get(phase)));
        live = live();
      }
    }
    amperes = amperes.times(live);
    flow = new Flow(volts(amperes, live), amperes);
  }

  private PerPhase live() {
    return new PerPhase(live(Phase.L1), live(Phase.L2), live(Phase.L3));
  }

  private double live(Phase phase) {
    MainFuse fuse = fuses[phase.ordinal()];
    return fuse == null || fuse.isBlown() ? 0 : 1;
  }

  private PerPhase volts(PerPhase amperes, PerPhase live) {
    PerPhase volts =
        new PerPhase(supply.at(amperes.l1()), supply.at(amperes.l2()), supply.at(amperes.l3()));
    return volts.times(live);
  }

  public Connection connection() {
    return connection;
  }

  /** The supply of each phase behind its fuse, phase to neutral; 0 on a dead one. */
  public PerPhase volts() {
    return flow.volts();
  }

  /** What passed the connection in the last step, chargers included. */
  public Flow flow() {
    return flow;
  }

  /** What the panels give, in W; 0 where there are none, or behind a dead phase. */
  public double sunWatts() {
    return -sun.amperes().times(flow.volts()).sum();
  }

  /** The panels and the sky over them. */
  public Sun sun() {
    return sun;
  }

  /** Its battery, if it has one. */
  public Battery battery() {
    return battery;
  }

  /** The names of the loads whose draw can be changed, switched or not, in their order. */
  public Set<String> loads() {
    return Collections.unmodifiableSet(named.keySet());
  }

  /** What a load draws from each phase while it is on, in amperes. */
  public PerPhase draw(String load) {
    return named.get(load).draw().amperes();
  }

  /** Lets a load draw so many amperes from each of its phases from now on. */
  public void draw(String load, double amperes) {
    named.get(load).draw().each(amperes);
  }

  /** Every main fuse that has blown since the start, in order, reset or not. */
  public List<BlownFuse> blownFuses() {
    return blownToSee;
  }

  /** How much of its time each main fuse has used up, 0 cold to 1 blown. */
  public PerPhase fuseUse() {
    return new PerPhase(fuseUse(Phase.L1), fuseUse(Phase.L2), fuseUse(Phase.L3));
  }

  /** The same of one; 0 on a phase that the connection does not have. */
  public double fuseUse(Phase phase) {
    MainFuse fuse = fuses[phase.ordinal()];
    return fuse == null ? 0 : fuse.used();
  }

  /** Puts in a new main fuse on every phase. */
  public void resetFuses() {
    for (MainFuse fuse : fuses) {
      if (fuse != null) {
        fuse.reset();
      }
    }
    flow = new Flow(volts(PerPhase.ZERO, live()), PerPhase.ZERO);
  }

  /** The names of what can be switched, in the order they were given. */
  public Set<String> appliances() {
    return Collections.unmodifiableSet(appliances.keySet());
  }

  public boolean isOn(String appliance) {
    return appliance(appliance).isOn();
  }

  public void switchOn(String appliance) {
    appliance(appliance).turn(true);
  }

  public void switchOff(String appliance) {
    appliance(appliance).turn(false);
  }

  /** Switches it the other way and says whether it is on now. */
  public boolean toggle(String appliance) {
    Appliance switched = appliance(appliance);
    switched.turn(!switched.isOn());
    return switched.isOn();
  }

  private Appliance appliance(String name) {
    Appliance appliance = appliances.get(name);
    if (appliance == null) {
      throw new NoSuchElementException(
          "the house has no appliance '" + name + "', only " + String.join(", ", appliances()));
    }
    return appliance;
  }

  /**
   * A main fuse that has blown.
   *
   * @param amperes what it carried at that moment
   */
  public record BlownFuse(Instant at, Phase phase, double amperes) {
    /** For people, such as {@code the main fuse of L1 blows at 41.0 A}. */
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "the main fuse of %s blows at %.1f A", phase, amperes);
    }
  }
}
