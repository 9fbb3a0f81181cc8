package org.evsebridge.simulator.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.grid.Wiring;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.YamlNode;
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
  private ChargerBlock() {}

  /**
   * Takes the keys of a charger out of its block and reports those that are left.
   *
   * @param phases those of the house, on which a charger hangs if not told
   * @param base where a relative {@code eeprom} file is
   */
  public static ChargerSettings read(Fields fields, List<Phase> phases, Path base) {
    ChargerSettings usual = ChargerSettings.DEFAULT;
    String name = fields.value("name", Names.RULE, Names::parse).orElse(usual.name());
    String line = fields.text("line").orElse(usual.line());
    Position replayAt = fields.at("replay");
    Optional<Recording> replay = replay(fields, base);
    int unit =
        fields
            .integer("unit", 1, Adu.HIGHEST_UNIT)
            .orElse(replay.map(recording -> recording.units().get(0)).orElse(usual.unit()));
    if (replay.isPresent() && !replay.get().units().contains(unit)) {
      fields.problem(replayAt, "the recording has nothing of unit " + unit);
    }
    Wiring wiring =
        fields
            .value("wiring", "phases such as L1-L2-L3, L2-L3-L1 or L2", Wiring::parse)
            .orElseGet(() -> new Wiring(phases));
    Hardware hardware = hardware(fields, wiring);
    FirmwareOptions firmware = firmware(fields);
    double noise = fields.number("noise", 0, 10).orElse(usual.noise());
    Optional<Fields> named = fields.block("settings");
    boolean speedNamed = named.filter(f -> f.has(ModuleRegister.UBRR.key())).isPresent();
    Settings settings =
        named
            .map(ChargerBlock::settings)
            .orElse(Settings.FACTORY)
            .with(ModuleRegister.ADDRESS, unit);
    Optional<Path> eeprom = fields.text("eeprom").map(base::resolve);
    InitialState initial = initial(fields);
    Optional<Fields> arriving = fields.block("car");
    Optional<Duration> carAfter =
        arriving
            .flatMap(f -> f.value("after", "a duration such as 5s, or never", ChargerBlock::after))
            .orElse(usual.carAfter());
    CarModel car = arriving.map(CarBlock::read).orElse(usual.car());
    fields.done();
    return new ChargerSettings(
        name,
        line,
        hardware,
        firmware,
        noise,
        wiring,
        settings,
        speedNamed,
        eeprom,
        car,
        carAfter,
        initial,
        replay);
  }

  /** {@code replay: FILE}: what the module answers with where the recording says anything. */
  private static Optional<Recording> replay(Fields fields, Path base) {
    Position at = fields.at("replay");
    Optional<Path> file = fields.text("replay").map(base::resolve);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Recording.read(file.get()));
    } catch (IOException e) {
      fields.problem(at, e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<Optional<Duration>> after(String text) {
    return text.equals("never")
        ? Optional.of(Optional.empty())
        : Durations.parse(text).map(Optional::of);
  }

  private static Hardware hardware(Fields fields, Wiring wiring) {
    Hardware usual = Hardware.DEFAULT;
    return new Hardware(
        fields.value("board", "16 or 32", oneOf(16, 32)).orElse(usual.boardAmperes()),
        fields.value("cable", Cable.keys(), Cable::ofKey).orElse(usual.cable()),
        wiring.phases().size() == 1 ? 1 : 3,
        fields.flag("leakage-module").orElse(usual.leakageModule()),
        fields
            .value("serial", "ten ASCII characters", Hardware::serialNumber)
            .orElse(usual.serialNumber()));
  }

  private static FirmwareOptions firmware(Fields fields) {
    return new FirmwareOptions(
        fields
            .value("firmware", FirmwareVersion.keys(), FirmwareVersion::ofKey)
            .orElse(FirmwareOptions.DEFAULT.version()),
        fields
            .value("one-second-limit", OneSecondLimit.keys(), OneSecondLimit::ofKey)
            .orElse(FirmwareOptions.DEFAULT.oneSecondLimit()),
        fields
            .value("undefined", UndefinedAddresses.keys(), UndefinedAddresses::ofKey)
            .orElse(FirmwareOptions.DEFAULT.undefined()),
        fields
            .integer("version-at", 0, FirmwareOptions.LAST_VERSION_AT)
            .orElse(FirmwareOptions.DEFAULT.versionAt()));
  }

  private static Function<String, Optional<Integer>> oneOf(Integer... numbers) {
    return text -> Stream.of(numbers).filter(n -> n.toString().equals(text)).findFirst();
  }

  private static Settings settings(Fields block) {
    Settings settings = Settings.FACTORY;
    for (ModuleRegister register : Settings.registers()) {
      if (register != ModuleRegister.ADDRESS) {
        Optional<Integer> value = RegisterKey.read(block, register.key(), register);
        if (value.isPresent()) {
          settings = settings.with(register, value.get());
        }
      }
    }
    block.done();
    return settings;
  }

  private static InitialState initial(Fields fields) {
    return new InitialState(
        faults(fields),
        RegisterKey.read(fields, "limit", ModuleRegister.LIMIT),
        fields.flag("button").orElse(InitialState.DEFAULT.button()));
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
}
