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
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Placed;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.simulator.charger.ChargerSettings;
import org.evsebridge.simulator.house.HouseSettings;
import org.evsebridge.simulator.line.FaultRule;
import org.evsebridge.simulator.meter.MeterSettings;
import org.evsebridge.simulator.price.Prices;
import org.evsebridge.simulator.station.LineSettings;
import org.evsebridge.simulator.station.StationSettings;
import org.evsebridge.simulator.time.TimeSettings;

/** The station's keys of a rig.yaml: time, house, meter, lines, chargers. */
public final class StationBlock {
  private static final StationSettings DEFAULT = StationSettings.DEFAULT;

  private static final Key<TimeSettings> TIME =
      Key.of("time", TimeBlock.BLOCK)
          .or("", given -> DEFAULT.time())
          .says("simulated time and how it passes")
          .shown();

  private static final Key<HouseSettings> HOUSE =
      Key.of("house", HouseBlock.BLOCK)
          .or("", given -> DEFAULT.house())
          .says("the house and its connection to the grid")
          .shown();

  private static final Key<Values> METER =
      Key.of("meter", MeterBlock.BLOCK)
          .or("", given -> MeterBlock.BLOCK.defaults())
          .says("the smart meter")
          .shown();

  private static final Key<List<Placed<Function<LineSettings, LineSettings>>>> LINES =
      Key.list("lines", LineBlock.BLOCK.placed())
          .or("'p1' for the meter, 'rs485' for the charger", given -> List.of())
          .says("the serial lines; those of the default rig need not be given")
          .shown();

  private static final Key<List<Placed<Function<List<Phase>, ChargerSettings>>>> CHARGERS =
      Key.list("chargers", ChargerBlock.BLOCK.placed())
          .or("one, 'station'", given -> List.of())
          .says("the charging modules, each with its car")
          .shown();

  private static final Key<Optional<Prices>> PRICES =
      Key.of("prices", PricesBlock.BLOCK)
          .optional("unknown: nothing is said of costs")
          .says("what energy costs")
          .such("{import: 0.30, export: 0.07}");

  /** Its keys. */
  public static final Block<StationSettings> BLOCK =
      Block.of(TIME, HOUSE, METER, LINES, CHARGERS, PRICES)
          .making(given -> new StationBlock(given).station());

  private final Values given;

  private StationBlock(Values given) {
    this.given = given;
  }

  private StationSettings station() {
    HouseSettings house = given.get(HOUSE);
    List<Phase> phases = house.connection().phases();
    MeterSettings meter = MeterBlock.settings(given.get(METER), phases);
    String meterLine = given.get(METER).get(MeterBlock.LINE);
    LineSettings lineOfMeter = LineSettings.ofMeter(meterLine, meter.kind().serial());
    List<LineSettings> lines = each(given.get(LINES), lineOfMeter, LineSettings::name);
    List<ChargerSettings> chargers = each(given.get(CHARGERS), phases, ChargerSettings::name);
    if (!given.has(CHARGERS)) {
      chargers = List.of(ChargerSettings.DEFAULT.on(phases));
    }
    Set<String> needed = chargers.stream().map(ChargerSettings::line).collect(Collectors.toSet());
    needed.add(meterLine);
    StationSettings station =
        new StationSettings(
            given.get(TIME),
            house,
            meter,
            meterLine,
            withDefaults(lines, needed, lineOfMeter.serial()),
            chargers,
            given.get(PRICES));
    requireLine(station, meterLine, METER);
    checkChargers(station);
    checkLines(station);
    return station;
  }

  /** The given lines, and those of the default rig that the meter or a charger uses. */
  private static List<LineSettings> withDefaults(
      List<LineSettings> given, Set<String> needed, SerialSettings ofMeter) {
    Stream<LineSettings> others =
        Stream.of(LineSettings.ofMeter(LineSettings.METER.name(), ofMeter), LineSettings.BUS)
            .filter(line -> given.isEmpty() || needed.contains(line.name()))
            .filter(line -> given.stream().noneMatch(one -> one.name().equals(line.name())));
    return Stream.concat(given.stream(), others).toList();
  }

  /** The meter's line and an RS485 line have some keys that the other has not. */
  private void checkLines(StationSettings station) {
    for (LineSettings line : station.lines()) {
      boolean ofMeter = line.name().equals(station.meterLine());
      String who = "line '" + line.name() + "' is " + (ofMeter ? "" : "not ") + "the meter's: ";
      if (ofMeter && !line.bus().isDefault()) {
        given.problem(
            LINES, who + "'pace', 'faults', 'modbus-tcp' and 'rtu-over-tcp' are for an RS485 line");
      }
      for (FaultRule rule : line.bus().faults()) {
        rule.inVain(line.name(), line.ways()).ifPresent(why -> given.problem(LINES, why));
      }
      if (!ofMeter && line.tcp().isPresent()) {
        given.problem(LINES, who + "its ports are 'modbus-tcp' and 'rtu-over-tcp'");
      }
    }
  }

  private void checkChargers(StationSettings station) {
    Set<String> units = new HashSet<>();
    Set<Path> eeproms = new HashSet<>();
    for (ChargerSettings charger : station.chargers()) {
      String who = "charger '" + charger.name() + "'";
      requireLine(station, charger.line(), CHARGERS);
      if (charger.line().equals(station.meterLine())) {
        given.problem(CHARGERS, who + " cannot hang on the meter's line");
      }
      if (!units.add(charger.line() + " " + charger.unit())) {
        given.problem(CHARGERS, who + " has unit " + charger.unit() + ", as another on its line");
      }
      if (charger.eeprom().filter(file -> !eeproms.add(file.normalize())).isPresent()) {
        given.problem(CHARGERS, who + " has the EEPROM file of another");
      }
      if (!charger.wiring().fits(station.house().connection().phases())) {
        given.problem(CHARGERS, who + " is wired to phases that the house does not have");
      }
    }
  }

  private void requireLine(StationSettings station, String name, Key<?> key) {
    if (station.lines().stream().noneMatch(line -> line.name().equals(name))) {
      String known =
          station.lines().stream().map(LineSettings::name).collect(Collectors.joining(", "));
      given.problem(key, "there is no line '" + name + "'; lines are " + known);
    }
  }

  /** Reads a list of named blocks; no name may appear twice. */
  private <C, T> List<T> each(
      List<Placed<Function<C, T>>> blocks, C context, Function<T, String> name) {
    List<T> all = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Placed<Function<C, T>> block : blocks) {
      T one = block.value().apply(context);
      if (!names.add(name.apply(one))) {
        given.problem(block.at(), "the name '" + name.apply(one) + "' stands here a second time");
      }
      all.add(one);
    }
    return List.copyOf(all);
  }
}
