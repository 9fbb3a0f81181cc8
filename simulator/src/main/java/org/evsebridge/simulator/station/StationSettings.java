package org.evsebridge.simulator.station;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.simulator.charger.ChargerConfig;
import org.evsebridge.simulator.house.HouseSettings;
import org.evsebridge.simulator.line.BusSettings;
import org.evsebridge.simulator.line.FaultRule;
import org.evsebridge.simulator.meter.MeterKind;
import org.evsebridge.simulator.meter.MeterSettings;
import org.evsebridge.simulator.time.TimeSettings;

/**
 * A whole station as rig.yaml describes it. What the file does not say is as in {@link #USUAL}.
 *
 * @param meterLine the name of the line that the smart meter hangs on
 */
public record StationSettings(
    TimeSettings time,
    HouseSettings house,
    MeterSettings meter,
    String meterLine,
    List<LineSettings> lines,
    List<ChargerConfig> chargers) {

  /** The station of the default rig. */
  public static final StationSettings USUAL =
      new StationSettings(
          TimeSettings.REAL,
          HouseSettings.USUAL,
          MeterSettings.of(MeterKind.DSMR_5),
          LineSettings.METER.name(),
          List.of(LineSettings.METER, LineSettings.BUS),
          List.of(ChargerConfig.USUAL));

  /** The meter's line. */
  public LineSettings lineOfMeter() {
    return line(meterLine);
  }

  /** The line of a name that a meter or charger has. */
  LineSettings line(String name) {
    return lines.stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow();
  }

  /** The lines of the RS485 bus: those that are not the meter's. */
  public List<LineSettings> busLines() {
    return lines.stream().filter(l -> !l.name().equals(meterLine)).toList();
  }

  /**
   * Takes the station's keys of a rig.yaml; does not report unknown ones.
   *
   * @param base where files with relative names are
   */
  public static StationSettings parse(Fields top, Path base, Problems problems) {
    Position meterAt = top.at("meter");
    Position linesAt = top.at("lines");
    Position chargersAt = top.at("chargers");
    TimeSettings time = top.block("time").map(TimeSettings::parse).orElse(USUAL.time);
    HouseSettings house =
        top.block("house").map(f -> HouseSettings.parse(f, problems)).orElse(USUAL.house);
    List<LineSettings> lines =
        each(
            top.list("lines"),
            problems,
            f -> LineSettings.parse(f, problems),
            LineSettings::name,
            USUAL.lines);
    Optional<Fields> meter = top.block("meter");
    String meterLine = meter.flatMap(f -> f.text("line")).orElse(USUAL.meterLine);
    MeterSettings meterSettings =
        meter
            .map(f -> MeterSettings.parse(f, house.connection().phases()))
            .orElseGet(() -> USUAL.meter.on(house.connection().phases()));
    meter.ifPresent(Fields::done);
    List<ChargerConfig> chargers =
        each(
            top.list("chargers"),
            problems,
            f -> ChargerConfig.read(f, house.connection().phases(), base),
            ChargerConfig::name,
            List.of(ChargerConfig.USUAL.on(house.connection().phases())));
    StationSettings settings =
        new StationSettings(time, house, meterSettings, meterLine, lines, chargers);
    settings.requireLine(meterLine, meterAt, problems);
    settings.checkChargers(chargersAt, problems);
    settings.checkLines(linesAt, problems);
    return settings;
  }

  /** The meter's line and an RS485 line have some keys that the other has not. */
  private void checkLines(Position at, Problems problems) {
    for (LineSettings line : lines) {
      boolean ofMeter = line.name().equals(meterLine);
      String who = "line '" + line.name() + "' is " + (ofMeter ? "" : "not ") + "the meter's: ";
      if (ofMeter && !line.bus().equals(BusSettings.USUAL)) {
        problems.add(
            at, who + "'pace', 'faults', 'modbus-tcp' and 'rtu-over-tcp' are for an RS485 line");
      }
      for (FaultRule rule : line.bus().faults()) {
        rule.inVain(line.name(), line.ways()).ifPresent(why -> problems.add(at, why));
      }
      if (!ofMeter && line.tcp().isPresent()) {
        problems.add(at, who + "its ports are 'modbus-tcp' and 'rtu-over-tcp'");
      }
    }
  }

  private void checkChargers(Position at, Problems problems) {
    Set<String> units = new HashSet<>();
    Set<Path> eeproms = new HashSet<>();
    for (ChargerConfig charger : chargers) {
      String who = "charger '" + charger.name() + "'";
      requireLine(charger.line(), at, problems);
      if (charger.line().equals(meterLine)) {
        problems.add(at, who + " cannot hang on the meter's line");
      }
      if (!units.add(charger.line() + " " + charger.unit())) {
        problems.add(at, who + " has unit " + charger.unit() + ", as another on its line");
      }
      if (charger.eeprom().filter(file -> !eeproms.add(file.normalize())).isPresent()) {
        problems.add(at, who + " has the EEPROM file of another");
      }
      if (!charger.wiring().fits(house.connection().phases())) {
        problems.add(at, who + " is wired to phases that the house does not have");
      }
    }
  }

  private void requireLine(String name, Position at, Problems problems) {
    if (lines.stream().noneMatch(line -> line.name().equals(name))) {
      String known = lines.stream().map(LineSettings::name).collect(Collectors.joining(", "));
      problems.add(at, "there is no line '" + name + "'; lines are " + known);
    }
  }

  /** Reads a list of named blocks; no name may stand twice. */
  private static <T> List<T> each(
      List<YamlNode> nodes,
      Problems problems,
      Function<Fields, T> parse,
      Function<T, String> name,
      List<T> usual) {
    List<T> parsed = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlNode node : nodes) {
      T one = parse.apply(Fields.of(node, problems));
      if (!names.add(name.apply(one))) {
        problems.add(node.at(), "the name '" + name.apply(one) + "' stands here a second time");
      }
      parsed.add(one);
    }
    return nodes.isEmpty() ? usual : List.copyOf(parsed);
  }
}
