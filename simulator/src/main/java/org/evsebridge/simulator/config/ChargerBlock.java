package org.evsebridge.simulator.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.grid.Wiring;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.simulator.charger.Cable;
import org.evsebridge.simulator.charger.ChargerSettings;
import org.evsebridge.simulator.charger.ChargerSettings.InitialState;
import org.evsebridge.simulator.charger.Fault;
import org.evsebridge.simulator.charger.FirmwareOptions;
import org.evsebridge.simulator.charger.FirmwareVersion;
import org.evsebridge.simulator.charger.Hardware;
import org.evsebridge.simulator.charger.OneSecondLimit;
import org.evsebridge.simulator.charger.Settings;
import org.evsebridge.simulator.charger.UndefinedAddresses;
import org.evsebridge.simulator.recording.Recording;
import org.evsebridge.simulator.vehicle.CarModel;

/** An entry of {@code chargers}. */
public final class ChargerBlock {
  private static final ChargerSettings DEFAULT = ChargerSettings.DEFAULT;

  private static final Key<String> NAME =
      Key.of("name", Scalars.NAME)
          .or(DEFAULT.name())
          .says("what scenarios and the control API call it");

  private static final Key<String> LINE =
      Key.text("line").or(DEFAULT.line()).says("the line that it hangs on");

  private static final Key<Optional<String>> REPLAY =
      Key.text("replay")
          .optional("the model answers everything")
          .says("a recording beside this file that it answers with where it can")
          .such("trace.txt");

  private static final Key<Optional<Integer>> UNIT =
      Key.whole("unit", 1, Adu.HIGHEST_UNIT)
          .optional("that of 'replay', else " + DEFAULT.unit())
          .says("the Modbus address that a new EEPROM holds");

  private static final Key<Integer> BOARD =
      Key.choice("board", List.of(16, 32), String::valueOf)
          .or(Hardware.DEFAULT.boardAmperes())
          .says("A; what the board is made for");

  private static final Key<Cable> CABLE =
      Key.choice("cable", List.of(Cable.values()), Cable::key)
          .or(Hardware.DEFAULT.cable())
          .says("A; what the cable's resistor says it carries");

  private static final Key<Optional<Wiring>> WIRING =
      Key.of("wiring", Scalars.phases("phases such as L1-L2-L3, L2-L3-L1 or L2"))
          .optional("all phases of the house")
          .says("the house's phases that its L1, L2, L3 hang on")
          .such("L2-L3-L1");

  private static final Key<Boolean> LEAKAGE_MODULE =
      Key.onOff("leakage-module")
          .or(Hardware.DEFAULT.leakageModule())
          .says("whether the DC earth leakage module is plugged in");

  private static final Key<String> SERIAL =
      Key.of("serial", Scalars.matching("ten ASCII characters", "[ -~]{10}"))
          .or(Hardware.DEFAULT.serialNumber())
          .says("the module's serial number");

  private static final Key<FirmwareVersion> FIRMWARE =
      Key.choice("firmware", List.of(FirmwareVersion.values()), FirmwareVersion::key)
          .or(FirmwareOptions.DEFAULT.version())
          .says("the firmware that the module runs");

  private static final Key<OneSecondLimit> ONE_SECOND_LIMIT =
      Key.choice("one-second-limit", OneSecondLimit.class)
          .or(FirmwareOptions.DEFAULT.oneSecondLimit())
          .says(
              "what the upper half of 0x0201 means in the 2 s for which it counts; 'override' was"
                  + " seen on firmware 2.10.8");

  private static final Key<UndefinedAddresses> UNDEFINED =
      Key.choice("undefined", UndefinedAddresses.class)
          .or(FirmwareOptions.DEFAULT.undefined())
          .says("what comes of a request to an address below the module's tables");

  private static final Key<Integer> VERSION_AT =
      Key.whole("version-at", 0, FirmwareOptions.LAST_VERSION_AT)
          .or(FirmwareOptions.DEFAULT.versionAt())
          .says("where in a firmware image its version stands, in bytes");

  private static final Key<Double> NOISE =
      Key.number("noise", 0, 10)
          .or(DEFAULT.noise())
          .says("how much noise and error its meter chip has: 1 as on a real one, 0 none");

  private static final Map<ModuleRegister, Key<Optional<Integer>>> REGISTERS =
      RegisterKey.ofEeprom(
          Settings.registers().stream().filter(r -> r != ModuleRegister.ADDRESS).toList(),
          ModuleRegister::key);

  private static final Key<Optional<Values>> SETTINGS =
      Key.of("settings", Block.of(List.copyOf(REGISTERS.values())))
          .optional("as from the factory, with the divisor of the line's speed")
          .says("what a new EEPROM holds besides the address");

  private static final Key<Optional<String>> EEPROM =
      Key.text("eeprom")
          .optional("one that ends with the program")
          .says("a file beside this one that keeps what the EEPROM holds")
          .such("left.eeprom");

  private static final Key<Optional<Integer>> LIMIT =
      RegisterKey.of("limit", ModuleRegister.LIMIT)
          .optional("nothing")
          .says("what has been written to 0x0201 before the start")
          .such("0x0606");

  private static final Key<Boolean> BUTTON =
      Key.onOff("button")
          .or(InitialState.DEFAULT.button())
          .says("whether its button has been pressed, so that a module of unit 1 answers");

  /** A fault of the module. */
  public static final ScalarKind<Fault> FAULT =
      ScalarKind.choice(List.of(Fault.values()), Fault::key, Fault::meaning);

  private static final Key<List<Fault>> FAULTS =
      Key.list("faults", FAULT).or(List.of()).says("what is wrong with it from the start");

  private static final Key<Optional<Duration>> AFTER =
      Key.of("after", Scalars.durationOr("never"))
          .or(DEFAULT.carAfter())
          .says("how long after the start it comes");

  /** When a car comes, and which. */
  private record Arrival(Optional<Duration> after, CarModel car) {}

  private static final Block<Arrival> ARRIVAL =
      Block.of(AFTER)
          .and(CarBlock.BLOCK)
          .making(given -> new Arrival(given.get(AFTER), CarBlock.BLOCK.from(given)));

  private static final Key<Arrival> CAR =
      Key.of("car", ARRIVAL)
          .or("", given -> new Arrival(DEFAULT.carAfter(), DEFAULT.car()))
          .says("the car that belongs to it")
          .shown();

  /** Its keys; what they mean depends on the house's phases. */
  public static final Block<Function<List<Phase>, ChargerSettings>> BLOCK =
      Block.of(
              NAME,
              LINE,
              UNIT,
              BOARD,
              CABLE,
              WIRING,
              LEAKAGE_MODULE,
              SERIAL,
              FIRMWARE,
              ONE_SECOND_LIMIT,
              UNDEFINED,
              VERSION_AT,
              NOISE,
              SETTINGS,
              EEPROM,
              LIMIT,
              BUTTON,
              FAULTS,
              CAR,
              REPLAY)
          .making(given -> phases -> charger(given, phases));

  private ChargerBlock() {}

  private static ChargerSettings charger(Values given, List<Phase> phases) {
    Wiring wiring = given.get(WIRING).orElseGet(() -> new Wiring(phases));
    Optional<Values> settings = given.get(SETTINGS);
    Optional<Recording> replay = replay(given);
    int unit =
        given
            .get(UNIT)
            .orElse(replay.map(recorded -> recorded.units().get(0)).orElse(DEFAULT.unit()));
    if (replay.isPresent() && !replay.get().units().contains(unit)) {
      given.problem(REPLAY, "the recording has nothing of unit " + unit);
    }
    return new ChargerSettings(
        given.get(NAME),
        given.get(LINE),
        new Hardware(
            given.get(BOARD),
            given.get(CABLE),
            wiring.phases().size() == 1 ? 1 : 3,
            given.get(LEAKAGE_MODULE),
            given.get(SERIAL)),
        new FirmwareOptions(
            given.get(FIRMWARE),
            given.get(ONE_SECOND_LIMIT),
            given.get(UNDEFINED),
            given.get(VERSION_AT)),
        given.get(NOISE),
        wiring,
        settings
            .map(named -> RegisterKey.settings(REGISTERS, named))
            .orElse(Settings.FACTORY)
            .with(ModuleRegister.ADDRESS, unit),
        settings.filter(named -> named.has(REGISTERS.get(ModuleRegister.UBRR))).isPresent(),
        given.get(EEPROM).map(file -> Scalars.beside(given.at(EEPROM), file)),
        given.get(CAR).car(),
        given.get(CAR).after(),
        new InitialState(faults(given), given.get(LIMIT), given.get(BUTTON)),
        replay);
  }

  private static Optional<Recording> replay(Values given) {
    Optional<Path> file = given.get(REPLAY).map(name -> Scalars.beside(given.at(REPLAY), name));
    try {
      return file.isPresent() ? Optional.of(Recording.read(file.get())) : Optional.empty();
    } catch (IOException e) {
      given.problem(REPLAY, e.getMessage());
      return Optional.empty();
    }
  }

  private static Set<Fault> faults(Values given) {
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    faults.addAll(given.get(FAULTS));
    return faults;
  }
}
