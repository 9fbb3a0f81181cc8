package org.evsebridge.simulator.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Placed;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.simulator.house.BatterySettings;
import org.evsebridge.simulator.house.Connection;
import org.evsebridge.simulator.house.HouseSettings;
import org.evsebridge.simulator.house.LoadSettings;
import org.evsebridge.simulator.house.SunSettings;
import org.evsebridge.simulator.house.Supply;
import org.evsebridge.simulator.house.TimeCurrentCurve;

/** The keys of the {@code house} block. */
public final class HouseBlock {
  private static final Pattern CONNECTION_TEXT = Pattern.compile("([13]) ?[x×] ?(\\d{1,3}) ?A?");

  private static final Key<Connection> CONNECTION =
      Key.of(
              "connection",
              ScalarKind.of("phases and amperes such as 3x25 or 1x35", HouseBlock::connection)
                  .pattern("[13] ?[x×] ?(?!0+ ?A?$)\\d{1,3} ?A?"))
          .or(Connection.DEFAULT)
          .says("phases and amperes of the main fuses");

  private static final Key<TimeCurrentCurve> FUSE =
      Key.choice("fuse", TimeCurrentCurve.class)
          .or(Connection.DEFAULT.curve())
          .says("how the main fuses blow: a fuse (gg) or a circuit breaker");

  private static final Key<Double> VOLTS =
      Key.number("volts", 100, 300)
          .or(Supply.DEFAULT.volts())
          .says("V; phase to neutral with nothing drawn");

  private static final Key<Double> OHMS =
      Key.number("ohms", 0, 2)
          .or(Supply.DEFAULT.ohms())
          .says("Ω; of the cable and the neighbourhood, per phase");

  private static final Block<Supply> SUPPLY_BLOCK =
      Block.of(VOLTS, OHMS).making(given -> new Supply(given.get(VOLTS), given.get(OHMS)));

  private static final Key<Supply> SUPPLY =
      Key.of("supply", SUPPLY_BLOCK)
          .or("", given -> SUPPLY_BLOCK.defaults())
          .says("the grid as the connection sees it")
          .shown();

  private static final Key<List<Placed<Function<Connection, LoadSettings>>>> LOADS =
      Key.list("loads", LoadBlock.BLOCK.placed())
          .or("a base load and an oven of 16 A on L1", given -> List.of())
          .says("what the house draws")
          .such("[{name: base, watts: 600}, {name: oven, phases: L1, amperes: 16, switched: off}]");

  private static final Key<List<Function<Connection, SunSettings>>> SUN =
      Key.list("sun", SunBlock.BLOCK)
          .or("none", given -> List.of())
          .says("what solar panels feed back")
          .such("[{peak: 6000}]");

  private static final Key<Double> CLOUDS =
      Key.number("clouds", 0, 1).or(0.0).says("the share of the sun that clouds take");

  private static final Key<Optional<BatterySettings>> BATTERY =
      Key.of("battery", BatteryBlock.BLOCK)
          .optional("none")
          .says("takes what is left of the sun, and gives what the house draws")
          .such("{capacity: 10}");

  private static final Key<Boolean> HEAVY_EVENING =
      Key.onOff("heavy-evening")
          .or(false)
          .says(
              "whether a household is at home that switches a lot at random, by the seed; by itself"
                  + " it is never too much for the fuse")
          .shown();

  /** Its keys. */
  public static final Block<HouseSettings> BLOCK =
      Block.of(CONNECTION, FUSE, SUPPLY, LOADS, SUN, CLOUDS, BATTERY, HEAVY_EVENING)
          .making(HouseBlock::house);

  private HouseBlock() {}

  private static HouseSettings house(Values given) {
    Connection connection =
        new Connection(
            given.get(CONNECTION).phases(), given.get(CONNECTION).amperes(), given.get(FUSE));
    return new HouseSettings(
        connection,
        given.get(SUPPLY),
        given.has(LOADS) ? loads(given, connection) : HouseSettings.defaultLoads(connection),
        given.get(SUN).stream().map(sun -> sun.apply(connection)).toList(),
        given.get(CLOUDS),
        given.get(BATTERY),
        given.get(HEAVY_EVENING));
  }

  private static List<LoadSettings> loads(Values given, Connection connection) {
    List<LoadSettings> loads = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Placed<Function<Connection, LoadSettings>> one : given.get(LOADS)) {
      LoadSettings load = one.value().apply(connection);
      if (!load.name().isEmpty() && !names.add(load.name())) {
        given.problem(one.at(), "two loads are named '" + load.name() + "'");
      }
      loads.add(load);
    }
    return loads;
  }

  private static Optional<Connection> connection(String text) {
    Matcher m = CONNECTION_TEXT.matcher(text);
    if (!m.matches() || Integer.parseInt(m.group(2)) == 0) {
      return Optional.empty();
    }
    List<Phase> phases = m.group(1).equals("1") ? List.of(Phase.L1) : List.of(Phase.values());
    return Optional.of(
        new Connection(phases, Double.parseDouble(m.group(2)), Connection.DEFAULT.curve()));
  }
}
