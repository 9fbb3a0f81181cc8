package org.evsebridge.simulator.junit;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;
import org.evsebridge.simulator.config.RigFile;
import org.evsebridge.simulator.house.TimeCurrentCurve;

/**
 * What a test's station is to be, said in Java, or in a rig.yaml. What is not said is as in the
 * default station, and it begins at six on a Monday evening in winter; each method stands for a key
 * of rig.yaml. What a value may be is checked when the station is built, all of it at once.
 *
 * <pre>{@code
 * station()
 *     .connection(3, 25)
 *     .charger(charger("left").unit(2))
 *     .charger(charger("right").unit(3).car(car(CarPreset.HYBRID)))
 *     .controlledBy(balancing());
 * }</pre>
 */
public final class StationBuilder {
  /** Where nothing else is said, so that a run is the same each time, whenever it is made. */
  private static final LocalDateTime START = LocalDateTime.of(2026, 11, 23, 18, 0);

  private final Keys keys = new Keys();
  private final Optional<Path> file;
  private final Optional<Text> text;
  private Optional<Keys> controller = Optional.empty();
  private String controllerText = "";

  /**
   * Of a rig.yaml.
   *
   * @param name what messages call it
   */
  private record Text(String name, String yaml) {}

  private StationBuilder(Optional<Path> file, Optional<Text> text) {
    this.file = file;
    this.text = text;
  }

  /** The default station. */
  public static StationBuilder station() {
    return new StationBuilder(Optional.empty(), Optional.empty());
  }

  /** The station of a rig.yaml. */
  public static StationBuilder file(Path rig) {
    return new StationBuilder(Optional.of(rig), Optional.empty());
  }

  /** The station of the text of a rig.yaml. */
  public static StationBuilder yaml(String rig) {
    return text("the station", rig);
  }

  /** The same with what messages call the text. */
  static StationBuilder text(String name, String rig) {
    return new StationBuilder(Optional.empty(), Optional.of(new Text(name, rig)));
  }

  /**
   * Sets any key of rig.yaml, for those that have no method here.
   *
   * @param path the key, with dots between it and those that it stands in, such as {@code
   *     house.connection}
   * @param value a text, number, truth value, duration or enum, or a map or list of such
   * @throws IllegalStateException when the station is that of a file or a text
   */
  public StationBuilder set(String path, Object value) {
    own().setPath(path, value);
    return this;
  }

  private StationBuilder add(String block, String list, Keys item) {
    own().block(block).add(list, item);
    return this;
  }

  /** Local date and time of the first moment. */
  public StationBuilder start(LocalDateTime start) {
    return set("time.start", start);
  }

  /** With ports: simulated over real time. */
  public StationBuilder speed(double times) {
    return set("time.speed", times);
  }

  /** With ports: whether time stands still at first. */
  public StationBuilder paused(boolean paused) {
    return set("time.paused", paused);
  }

  /** Where everything random comes from: the same seed gives the same run. */
  public StationBuilder seed(int seed) {
    return set("time.seed", seed);
  }

  /**
   * The house's connection to the grid.
   *
   * @param phases 1 or 3
   * @param amperes the rated current of the main fuse of each
   */
  public StationBuilder connection(int phases, int amperes) {
    return set("house.connection", phases + "x" + amperes);
  }

  /** How the main fuses blow: a fuse, or a circuit breaker. */
  public StationBuilder fuse(TimeCurrentCurve curve) {
    return set("house.fuse", curve);
  }

  /** The grid: phase to neutral with nothing drawn, and the resistance of each phase. */
  public StationBuilder supply(double volts, double ohms) {
    return set("house.supply.volts", volts).set("house.supply.ohms", ohms);
  }

  /** A load of the house. The first one said takes the place of the default ones. */
  public StationBuilder load(LoadBuilder load) {
    return add("house", "loads", load.keys());
  }

  /** Solar panels. */
  public StationBuilder sun(PanelsBuilder panels) {
    return add("house", "sun", panels.keys());
  }

  /** The house's battery. */
  public StationBuilder battery(BatteryBuilder battery) {
    return set("house.battery", battery.keys());
  }

  /** The share of the sun that clouds take, 0 to 1. */
  public StationBuilder clouds(double share) {
    return set("house.clouds", share);
  }

  /** What energy costs by the time of day, in €/kWh: from the grid, and fed back. */
  public StationBuilder prices(
      Map<LocalTime, ? extends Number> imported, Map<LocalTime, ? extends Number> exported) {
    return set("prices.import", imported).set("prices.export", exported);
  }

  /** Whether a household is at home that switches a lot at random, by the seed. */
  public StationBuilder heavyEvening(boolean atHome) {
    return set("house.heavy-evening", atHome);
  }

  /** The smart meter. */
  public StationBuilder meter(MeterBuilder meter) {
    return set("meter", meter.keys());
  }

  /** A serial line. */
  public StationBuilder line(LineBuilder line) {
    own().add("lines", line.keys());
    return this;
  }

  /** A charger. The first one said takes the place of the default one. */
  public StationBuilder charger(ChargerBuilder charger) {
    own().add("chargers", charger.keys());
    return this;
  }

  /** The load guard of the bridge in front. */
  public StationBuilder guard(GuardBuilder guard) {
    return set("bridge.guard", guard.keys());
  }

  /** With ports: whether the bridge runs. */
  public StationBuilder bridge(boolean enabled) {
    return set("bridge.enabled", enabled);
  }

  /** Says who controls the modules; only for a station that is stepped. */
  public StationBuilder controlledBy(ControlBuilder control) {
    controller = Optional.of(control.keys());
    return this;
  }

  /**
   * The same as a text.
   *
   * @param control the keys of a scenario's {@code controller}, such as {@code {rule: balancing}}
   */
  public StationBuilder controlledBy(String control) {
    controllerText = control;
    return this;
  }

  private Keys own() {
    if (file.isPresent() || text.isPresent()) {
      throw new IllegalStateException("the station's keys are all in its rig.yaml");
    }
    return keys;
  }

  /** What is said so far. */
  Keys keys() {
    return keys;
  }

  /** The keys of who controls, if somebody does. */
  Optional<YamlNode> controller() throws ConfigException {
    if (controller.isPresent() || controllerText.isEmpty()) {
      return controller.map(Keys::node); // YAML's reader is not loaded for nothing
    }
    return YamlReader.read("controller", controllerText).stream().findFirst();
  }

  RigFile read() throws ConfigException {
    RigFile rig = said();
    return new RigFile(
        rig.station().with(rig.station().time().orStartingAt(START)), rig.bridge(), rig.http());
  }

  private RigFile said() throws ConfigException {
    if (file.isPresent()) {
      return RigFile.read(file.get());
    }
    if (text.isPresent()) {
      return RigFile.read(text.get().name(), text.get().yaml());
    }
    return keys.isEmpty() ? RigFile.DEFAULT : RigFile.read(keys.node()); // spares loading all keys
  }
}
