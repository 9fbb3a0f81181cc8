package org.evsebridge.simulator.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.simulator.charger.ChargerSettings;
import org.evsebridge.simulator.house.HouseSettings;
import org.evsebridge.simulator.line.BusSettings;
import org.evsebridge.simulator.line.FaultRule;
import org.evsebridge.simulator.meter.MeterSettings;
import org.evsebridge.simulator.station.LineSettings;
import org.evsebridge.simulator.station.StationSettings;
import org.evsebridge.simulator.time.TimeSettings;

/** The station's keys of a rig.yaml: time, house, meter, lines, chargers. */
public final class StationBlock {
  private final StationSettings station;
  private final Problems problems;

  private StationBlock(StationSettings station, Problems problems) {
    this.station = station;
    this.problems = problems;
  }

  /**
   * Takes the station's keys of a rig.yaml; does not report unknown ones.
   *
   * @param base where files with relative names are
   */
  public static StationSettings read(Fields top, Path base, Problems problems) {
    StationSettings usual = StationSettings.DEFAULT;
    Position meterAt = top.at("meter");
    Position linesAt = top.at("lines");
    Position chargersAt = top.at("chargers");
    TimeSettings time = top.block("time").map(TimeBlock::read).orElse(usual.time());
    HouseSettings house =
        top.block("house").map(f -> HouseBlock.read(f, problems)).orElse(usual.house());
    Optional<Fields> meter = top.block("meter");
    String meterLine = meter.flatMap(f -> f.text("line")).orElse(usual.meterLine());
    MeterSettings meterSettings =
        meter
            .map(f -> MeterBlock.read(f, house.connection().phases(), base))
            .orElseGet(() -> usual.meter().on(house.connection().phases()));
    meter.ifPresent(Fields::done);
    LineSettings lineOfMeter = LineSettings.ofMeter(meterLine, meterSettings.kind().serial());
    List<LineSettings> given =
        each(
            top.list("lines"),
            problems,
            f -> LineBlock.read(f, lineOfMeter, problems),
            LineSettings::name,
            List.of());
    List<ChargerSettings> chargers =
        each(
            top.list("chargers"),
            problems,
            f -> ChargerBlock.read(f, house.connection().phases(), base),
            ChargerSettings::name,
            List.of(ChargerSettings.DEFAULT.on(house.connection().phases())));
    Set<String> needed = chargers.stream().map(ChargerSettings::line).collect(Collectors.toSet());
    needed.add(meterLine);
    List<LineSettings> lines = withDefaults(given, needed, lineOfMeter.serial());
    StationSettings settings =
        new StationSettings(time, house, meterSettings, meterLine, lines, chargers);
    StationBlock read = new StationBlock(settings, problems);
    read.requireLine(meterLine, meterAt);
    read.checkChargers(chargersAt);
    read.checkLines(linesAt);
    return settings;
  }

  /** Behind the lines given those of the default rig that meter or a charger hangs on. */
  private static List<LineSettings> withDefaults(
      List<LineSettings> given, Set<String> needed, SerialSettings ofMeter) {
    Stream<LineSettings> others =
        Stream.of(LineSettings.ofMeter(LineSettings.METER.name(), ofMeter), LineSettings.BUS)
            .filter(line -> given.isEmpty() || needed.contains(line.name()))
            .filter(line -> given.stream().noneMatch(one -> one.name().equals(line.name())));
    return Stream.concat(given.stream(), others).toList();
  }

  /** The meter's line and an RS485 line have some keys that the other has not. */
  private void checkLines(Position at) {
    for (LineSettings line : station.lines()) {
      boolean ofMeter = line.name().equals(station.meterLine());
      String who = "line '" + line.name() + "' is " + (ofMeter ? "" : "not ") + "the meter's: ";
      if (ofMeter && !line.bus().equals(BusSettings.DEFAULT)) {
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

  private void checkChargers(Position at) {
    Set<String> units = new HashSet<>();
    Set<Path> eeproms = new HashSet<>();
    for (ChargerSettings charger : station.chargers()) {
      String who = "charger '" + charger.name() + "'";
      requireLine(charger.line(), at);
      if (charger.line().equals(station.meterLine())) {
        problems.add(at, who + " cannot hang on the meter's line");
      }
      if (!units.add(charger.line() + " " + charger.unit())) {
        problems.add(at, who + " has unit " + charger.unit() + ", as another on its line");
      }
      if (charger.eeprom().filter(file -> !eeproms.add(file.normalize())).isPresent()) {
        problems.add(at, who + " has the EEPROM file of another");
      }
      if (!charger.wiring().fits(station.house().connection().phases())) {
        problems.add(at, who + " is wired to phases that the house does not have");
      }
    }
  }

  private void requireLine(String name, Position at) {
    if (station.lines().stream().noneMatch(line -> line.name().equals(name))) {
      String known =
          station.lines().stream().map(LineSettings::name).collect(Collectors.joining(", "));
      problems.add(at, "there is no line '" + name + "'; lines are " + known);
    }
  }

  /** Reads a list of named blocks; no name may stand twice. */
  private static <T> List<T> each(
      List<YamlNode> nodes,
      Problems problems,
      Function<Fields, T> read,
      Function<T, String> name,
      List<T> usual) {
    List<T> all = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlNode node : nodes) {
      T one = read.apply(Fields.of(node, problems));
      if (!names.add(name.apply(one))) {
        problems.add(node.at(), "the name '" + name.apply(one) + "' stands here a second time");
      }
      all.add(one);
    }
    return nodes.isEmpty() ? usual : List.copyOf(all);
  }
}
