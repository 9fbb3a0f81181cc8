package org.evsebridge.simulator.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.simulator.time.SimulatedClock;

/**
 * A house: how it is connected, and what it draws and feeds back.
 *
 * @param clouds the share of the sun that they take, 0 to 1
 * @param battery empty for a house without one
 * @param heavyEvening whether a household that switches a lot at random is at home
 */
public record HouseSettings(
    Connection connection,
    Supply supply,
    List<LoadSettings> loads,
    List<SunSettings> suns,
    double clouds,
    Optional<BatterySettings> battery,
    boolean heavyEvening) {

  /** A house under a clear sky whose loads are all named, without a battery. */
  public HouseSettings(
      Connection connection, Supply supply, List<LoadSettings> loads, List<SunSettings> suns) {
    this(connection, supply, loads, suns, 0, Optional.empty(), false);
  }

  /** A quiet house on 3x25 A with an oven of 16 A on L1. */
  public static final HouseSettings DEFAULT =
      new HouseSettings(
          Connection.DEFAULT, Supply.DEFAULT, defaultLoads(Connection.DEFAULT), List.of());

  /** The loads of a house that names none, on the phases that it has. */
  public static List<LoadSettings> defaultLoads(Connection connection) {
    PerPhase base =
        connection.phases().size() == 3 ? new PerPhase(1.2, 0.6, 0.9) : PerPhase.on(Phase.L1, 2.7);
    return List.of(
        LoadSettings.constant("base", base),
        LoadSettings.appliance("oven", PerPhase.on(Phase.L1, 16)));
  }

  /** Builds the house; what is random in it comes from the seed. */
  public House build(SimulatedClock clock, long seed) {
    Random seeds = new Random(seed);
    List<Load> built = new ArrayList<>();
    List<Appliance> appliances = new ArrayList<>();
    for (LoadSettings load : loads) {
      if (load.switched()) {
        appliances.add(load.appliance(clock));
      } else {
        built.add(load.load(clock, seeds.nextLong()));
      }
    }
    if (heavyEvening) {
      built.add(new HeavyEvening(connection.amperes(), seeds.nextLong()));
    }
    Sun sun = new Sun(clock, Set.copyOf(connection.phases()), suns, clouds);
    return new House(clock, connection, supply, built, sun, new Battery(battery), appliances);
  }
}
