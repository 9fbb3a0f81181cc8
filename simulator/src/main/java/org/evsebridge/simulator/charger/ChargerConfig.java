package org.evsebridge.simulator.charger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.ConfigException;
import org.evsebridge.bridge.config.Durations;
import org.evsebridge.bridge.config.Fields;
import org.evsebridge.bridge.config.YamlNode;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.simulator.grid.Wiring;
import org.evsebridge.simulator.vehicle.CarFields;
import org.evsebridge.simulator.vehicle.CarModel;
import org.evsebridge.simulator.vehicle.CarPreset;

/**
 * One entry of {@code chargers:}.
 *
 * @param line the name of the line it hangs on
 * @param wiring which phases of the house it is connected to
 * @param settings what a new EEPROM holds, the Modbus address among it
 * @param speedNamed whether the settings name a divisor, which counts whatever the line's speed
 * @param eeprom the file of the EEPROM; empty for one that ends with the program
 * @param car the car that belongs to it
 * @param carAfter when the car comes; empty for never
 * @param beginning what has happened to the module before the start
 */
public record ChargerConfig(
    String name,
    String line,
    Hardware hardware,
    Wiring wiring,
    Settings settings,
    boolean speedNamed,
    Optional<Path> eeprom,
    CarModel car,
    Optional<Duration> carAfter,
    Beginning beginning) {
  /**
   * What has happened to the module before the start.
   *
   * @param faults the causes that are there
   * @param limit what has been written to 0x0201; empty for nothing
   * @param button whether its button has been pressed, so that it answers at address 1
   */
  public record Beginning(Set<Fault> faults, Optional<Integer> limit, boolean button) {
    public static final Beginning NOTHING = new Beginning(Set.of(), Optional.empty(), false);

    private void happenTo(ChargingModule module) {
      faults.forEach(module::cause);
      limit.ifPresent(
          value -> new ModuleRegisters(module).write(ModuleRegister.LIMIT.address(), value));
      if (button) {
        module.pressButton();
      }
    }
  }

  /** As the default rig has it: the seed's address, a 32 A board, a car after five seconds. */
  public static final ChargerConfig USUAL =
      new ChargerConfig(
          "station",
          "rs485",
          Hardware.DEFAULT,
          Wiring.STRAIGHT,
          Settings.FACTORY.with(ModuleRegister.ADDRESS, 2),
          false,
          Optional.empty(),
          CarPreset.THREE_PHASE_11KW.model(),
          Optional.of(Duration.ofSeconds(5)),
          Beginning.NOTHING);

  /** What a name must be, for messages. */
  public static final String NAME_RULE = "letters, digits, '.', '_' and '-'";

  /** A name as the paths of the control API can hold it; empty for another text. */
  public static Optional<String> name(String text) {
    return Optional.of(text).filter(t -> t.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*"));
  }

  /**
   * Takes the keys of a charger out of its block and reports those that are left.
   *
   * @param phases those of the house, on which a charger hangs if not told
   * @param base where a relative {@code eeprom} file is
   */
  public static ChargerConfig read(Fields fields, List<Phase> phases, Path base) {
    String name = fields.value("name", NAME_RULE, ChargerConfig::name).orElse(USUAL.name);
    String line = fields.text("line").orElse(USUAL.line);
    int unit = fields.integer("unit", 1, Adu.HIGHEST_UNIT).orElse(USUAL.unit());
    Wiring wiring =
        fields
            .value("wiring", "phases such as L1-L2-L3, L2-L3-L1 or L2", Wiring::parse)
            .orElseGet(() -> new Wiring(phases));
    Hardware hardware = hardware(fields, wiring);
    Optional<Fields> named = fields.block("settings");
    boolean speedNamed = named.filter(f -> f.has(ModuleRegister.UBRR.key())).isPresent();
    Settings settings =
        named
            .map(ChargerConfig::settings)
            .orElse(Settings.FACTORY)
            .with(ModuleRegister.ADDRESS, unit);
    Optional<Path> eeprom = fields.text("eeprom").map(base::resolve);
    Beginning beginning = beginning(fields);
    Optional<Fields> arriving = fields.block("car");
    Optional<Duration> carAfter =
        arriving
            .flatMap(f -> f.value("after", "a duration such as 5s, or never", ChargerConfig::after))
            .orElse(USUAL.carAfter);
    CarModel car = arriving.map(CarFields::read).orElse(USUAL.car);
    fields.done();
    return new ChargerConfig(
        name, line, hardware, wiring, settings, speedNamed, eeprom, car, carAfter, beginning);
  }

  private static Optional<Optional<Duration>> after(String text) {
    return text.equals("never")
        ? Optional.of(Optional.empty())
        : Durations.parse(text).map(Optional::of);
  }

  /** This one on all the phases that a house has. */
  public ChargerConfig on(List<Phase> phases) {
    Hardware wired =
        new Hardware(
            hardware.boardAmperes(),
            hardware.cable(),
            phases.size(),
            hardware.leakageModule(),
            hardware.serialNumber());
    return new ChargerConfig(
        name,
        line,
        wired,
        new Wiring(phases),
        settings,
        speedNamed,
        eeprom,
        car,
        carAfter,
        beginning);
  }

  private static Hardware hardware(Fields fields, Wiring wiring) {
    Hardware standard = Hardware.DEFAULT;
    return new Hardware(
        fields.value("board", "16 or 32", oneOf(16, 32)).orElse(standard.boardAmperes()),
        fields.value("cable", Cable.keys(), Cable::ofKey).orElse(standard.cable()),
        wiring.phases().size() == 1 ? 1 : 3,
        fields.flag("leakage-module").orElse(standard.leakageModule()),
        fields
            .value("serial", "ten ASCII characters", Hardware::serialNumber)
            .orElse(standard.serialNumber()));
  }

  private static Function<String, Optional<Integer>> oneOf(Integer... numbers) {
    return text -> Stream.of(numbers).filter(n -> n.toString().equals(text)).findFirst();
  }

  private static Settings settings(Fields block) {
    Settings settings = Settings.FACTORY;
    for (ModuleRegister register : Settings.registers()) {
      if (register != ModuleRegister.ADDRESS) {
        Optional<Integer> value = ModuleRegisters.value(block, register.key(), register);
        if (value.isPresent()) {
          settings = settings.with(register, value.get());
        }
      }
    }
    block.done();
    return settings;
  }

  private static Beginning beginning(Fields fields) {
    return new Beginning(
        faults(fields),
        ModuleRegisters.value(fields, "limit", ModuleRegister.LIMIT),
        fields.flag("button").orElse(Beginning.NOTHING.button()));
  }

  private static Set<Fault> faults(Fields fields) {
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    for (YamlNode item : fields.list("faults")) {
      Optional<Fault> fault =
          item instanceof YamlNode.Scalar text ? Fault.ofKey(text.text()) : Optional.empty();
      fault.ifPresentOrElse(
          faults::add, () -> fields.problem(item.at(), "a fault is one of " + Fault.keys()));
    }
    return faults;
  }

  /** The same with a module set up for a line's speed, unless its settings name a divisor. */
  public ChargerConfig at(int baudrate) {
    return speedNamed
        ? this
        : new ChargerConfig(
            name,
            line,
            hardware,
            wiring,
            settings.with(ModuleRegister.UBRR, Uart.divisor(baudrate)),
            false,
            eeprom,
            car,
            carAfter,
            beginning);
  }

  /** The Modbus address that a new EEPROM holds. */
  public int unit() {
    return settings.get(ModuleRegister.ADDRESS);
  }

  /**
   * Makes the module, without its car.
   *
   * @throws ConfigException when the EEPROM's file cannot be used
   */
  public ChargingModule module() throws ConfigException {
    Eeprom kept =
        eeprom.isPresent() ? FileEeprom.open(eeprom.get(), settings) : Eeprom.inMemory(settings);
    ChargingModule module = new ChargingModule(hardware, kept);
    beginning.happenTo(module);
    return module;
  }
}
