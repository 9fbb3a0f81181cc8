package org.evsebridge.simulator.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.simulator.house.Connection;
import org.evsebridge.simulator.house.HouseSettings;
import org.evsebridge.simulator.house.LoadSettings;
import org.evsebridge.simulator.house.SunSettings;
import org.evsebridge.simulator.house.Supply;
import org.evsebridge.simulator.house.TimeCurrentCurve;

/** The {@code house} block. */
public final class HouseBlock {
  private static final Pattern CONNECTION = Pattern.compile("([13]) ?[x×] ?(\\d{1,3}) ?A?");

  private HouseBlock() {}

  /**
   * Takes the whole block.
   *
   * @param problems gets what is wrong in the nested blocks
   */
  public static HouseSettings read(Fields fields, Problems problems) {
    Connection connection = connection(fields);
    Supply supply = fields.block("supply").map(HouseBlock::supply).orElse(Supply.DEFAULT);
    boolean given = fields.has("loads");
    List<LoadSettings> loads = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlNode node : fields.list("loads")) {
      LoadSettings load = LoadBlock.read(Fields.of(node, problems), connection);
      if (!load.name().isEmpty() && !names.add(load.name())) {
        problems.add(node.at(), "two loads are named '" + load.name() + "'");
      }
      loads.add(load);
    }
    List<SunSettings> suns = new ArrayList<>();
    for (YamlNode node : fields.list("sun")) {
      suns.add(SunBlock.read(Fields.of(node, problems), connection));
    }
    fields.done();
    return new HouseSettings(
        connection, supply, given ? loads : HouseSettings.defaultLoads(connection), suns);
  }

  private static Connection connection(Fields fields) {
    Connection connection =
        fields
            .value("connection", "phases and amperes such as 3x25 or 1x35", HouseBlock::connection)
            .orElse(Connection.DEFAULT);
    return fields
        .choice("fuse", TimeCurrentCurve.class)
        .map(curve -> new Connection(connection.phases(), connection.amperes(), curve))
        .orElse(connection);
  }

  private static Optional<Connection> connection(String text) {
    Matcher m = CONNECTION.matcher(text);
    if (!m.matches() || Integer.parseInt(m.group(2)) == 0) {
      return Optional.empty();
    }
    List<Phase> phases = m.group(1).equals("1") ? List.of(Phase.L1) : List.of(Phase.values());
    return Optional.of(
        new Connection(phases, Double.parseDouble(m.group(2)), Connection.DEFAULT.curve()));
  }

  private static Supply supply(Fields fields) {
    Supply supply =
        new Supply(
            fields.number("volts", 100, 300).orElse(Supply.DEFAULT.volts()),
            fields.number("ohms", 0, 2).orElse(Supply.DEFAULT.ohms()));
    fields.done();
    return supply;
  }
}
