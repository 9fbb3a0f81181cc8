package org.evsebridge.simulator.house;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.evsebridge.bridge.config.Fields;
import org.evsebridge.bridge.config.Problems;
import org.evsebridge.bridge.config.YamlNode;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.simulator.grid.PerPhase;
import org.evsebridge.simulator.time.SimulatedClock;

/** A house as rig.yaml's {@code house} block describes it. */
public record HouseSettings(
    Connection connection, Supply supply, List<LoadSettings> loads, List<SunSettings> suns) {

  /** A quiet house on 3x25 A with an oven of 16 A on L1. */
  public static final HouseSettings USUAL =
      new HouseSettings(
          Connection.USUAL,
          Supply.USUAL,
          List.of(
              LoadSettings.constant("base", new PerPhase(1.2, 0.6, 0.9)),
              LoadSettings.appliance("oven", PerPhase.on(Phase.L1, 16))),
          List.of());

  /**
   * Takes the whole block.
   *
   * @param problems gets what is wrong in the nested blocks
   */
  public static HouseSettings parse(Fields fields, Problems problems) {
    Connection connection = Connection.parse(fields);
    Supply supply = fields.block("supply").map(Supply::parse).orElse(Supply.USUAL);
    boolean given = fields.has("loads");
    List<LoadSettings> loads = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlNode node : fields.list("loads")) {
      LoadSettings load = LoadSettings.parse(Fields.of(node, problems), connection);
      if (!load.name().isEmpty() && !names.add(load.name())) {
        problems.add(node.at(), "two loads are named '" + load.name() + "'");
      }
      loads.add(load);
    }
    List<SunSettings> suns = new ArrayList<>();
    for (YamlNode node : fields.list("sun")) {
      suns.add(SunSettings.parse(Fields.of(node, problems), connection));
    }
    fields.done();
    return new HouseSettings(connection, supply, given ? loads : usual(connection), suns);
  }

  private static List<LoadSettings> usual(Connection connection) {
    return connection.phases().size() == 3
        ? USUAL.loads
        : List.of(
            LoadSettings.constant("base", PerPhase.on(Phase.L1, 2.7)),
            LoadSettings.appliance("oven", PerPhase.on(Phase.L1, 16)));
  }

  /** Builds the house; what is random in it comes from the seed. */
  public House build(SimulatedClock clock, long seed) {
    Random seeds = new Random(seed);
    List<Load> built = new ArrayList<>();
    List<Appliance> appliances = new ArrayList<>();
    for (LoadSettings load : loads) {
      if (load.isSwitched()) {
        appliances.add(load.appliance(clock));
      } else {
        built.add(load.load(clock, seeds.nextLong()));
      }
    }
    suns.forEach(sun -> built.add(sun.load(clock)));
    return new House(clock, connection, supply, built, appliances);
  }
}
