package org.evsebridge.simulator.house;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.evsebridge.simulator.grid.Flow;
import org.evsebridge.simulator.grid.PerPhase;
import org.evsebridge.simulator.grid.Phase;

/**
 * The house: its own loads and the chargers on the grid's three phases. Ticked before the chargers
 * (they need its voltage) and the meter (it shows its flow), with the current that the chargers
 * drew in the step before. Not thread-safe.
 */
public final class House {
  /** Phase to neutral, EN 50160. */
  public static final double NOMINAL_VOLTS = 230;

  private final List<Load> loads;
  private final Map<String, Appliance> appliances;
  private Flow flow = new Flow(PerPhase.all(NOMINAL_VOLTS), PerPhase.ZERO);

  private House(List<Load> loads, Map<String, Appliance> appliances) {
    this.loads = List.copyOf(loads);
    this.appliances = new LinkedHashMap<>(appliances);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Lets a step pass. {@code chargers} is what they draw from each phase, in amperes. */
  public void tick(Duration step, PerPhase chargers) {
    PerPhase amperes = chargers;
    for (Load load : loads) {
      load.tick(step);
      amperes = amperes.plus(load.amperes());
    }
    flow = new Flow(flow.volts(), amperes);
  }

  /** The supply of each phase, phase to neutral. */
  public PerPhase volts() {
    return flow.volts();
  }

  /** What passed the connection in the last step, chargers included. */
  public Flow flow() {
    return flow;
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

  /** What hangs on the house's phases. */
  public static final class Builder {
    private final List<Load> loads = new ArrayList<>();
    private final Map<String, Appliance> appliances = new LinkedHashMap<>();

    private Builder() {}

    /** A load that is always on, in amperes. */
    public Builder base(PerPhase amperes) {
      loads.add(new ConstantLoad(amperes));
      return this;
    }

    /** A load with a switch, off at first. */
    public Builder appliance(String name, Phase phase, double amperes) {
      Appliance appliance = new Appliance(name, PerPhase.on(phase, amperes));
      if (appliances.putIfAbsent(name, appliance) != null) {
        throw new IllegalArgumentException("two appliances are named '" + name + "'");
      }
      loads.add(appliance);
      return this;
    }

    public House build() {
      return new House(loads, appliances);
    }
  }
}
