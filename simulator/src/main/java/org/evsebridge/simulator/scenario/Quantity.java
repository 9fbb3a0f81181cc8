package org.evsebridge.simulator.scenario;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.bridge.registers.RegisterSpace;
import org.evsebridge.simulator.charger.ModuleRegisters;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.vehicle.Car;

/**
 * Something that a condition can look at, in the models, the registers or the telegrams.
 *
 * @param name as scenarios call it
 * @param unit for people; may be empty
 * @param value not a number while there is none
 */
record Quantity(String name, String unit, ToDoubleFunction<Sight> value) {
  private static final Pattern OF_CHARGER = Pattern.compile("(.+) of (.+)");
  private static final Pattern ON_PHASE = Pattern.compile("(.+) (L[123])");
  private static final Pattern PHASE = Pattern.compile("L[123]");
  private static final Pattern REGISTER = Pattern.compile("register (0x[0-9a-fA-F]{1,4})");
  private static final Pattern TELEGRAM = Pattern.compile("telegram (\\d-\\d:\\d+\\.\\d+\\.\\d+)");
  private static final Pattern EVCC = Pattern.compile("evcc (.+)");
  private static final double FLOWS = 1; // A
  private static final double MILLION = 1e6;

  /** What a message lists. */
  static final String KNOWN =
      "grid, grid L1..L3 or L1..L3 (A), power (kW), imported, exported (kWh), volts L1..L3 (V), fuse L1..L3"
          + " (%), fuses blown, telegrams, telegram OBIS, exceptions; evcc PATH of its state, evcc"
          + " warnings, evcc errors; of a charger limit, current,"
          + " current L1..L3 (A), phases, charged (kWh), soc (%), state, register 0xNNNN";

  /** To the millionth: sums of binary fractions are no worse than what they are a sum of. */
  double of(Sight sight) {
    double exact = value.applyAsDouble(sight);
    return Double.isNaN(exact) ? exact : Math.rint(exact * MILLION) / MILLION;
  }

  /** The value as people read it. */
  String text(double number) {
    if (name.startsWith("state")) {
      return ModuleState.ofCode((int) number).map(ModuleState::toString).orElse("?");
    }
    if (Double.isNaN(number)) {
      return "nothing";
    }
    String digits =
        number == Math.rint(number)
            ? String.valueOf((long) number)
            : String.format(Locale.ROOT, "%.2f", number);
    return unit.isEmpty() ? digits : digits + " " + unit;
  }

  /** The quantity of a name; empty when there is none. */
  static Optional<Quantity> named(String name, Station.Models models) {
    Matcher charger = OF_CHARGER.matcher(name);
    if (charger.matches()) {
      return models
          .charger(charger.group(2))
          .flatMap(one -> ofCharger(name, charger.group(1), models.chargers().indexOf(one)));
    }
    Matcher telegram = TELEGRAM.matcher(name);
    if (telegram.matches()) {
      return Optional.of(ofTelegram(name, telegram.group(1)));
    }
    Matcher evcc = EVCC.matcher(name);
    if (evcc.matches()) {
      return Optional.of(ofEvcc(name, evcc.group(1)));
    }
    if (PHASE.matcher(name).matches()) {
      return named("grid " + name, models);
    }
    return ofHouse(name).or(() -> ofCharger(name, name, 0));
  }

  private static Optional<Quantity> ofHouse(String name) {
    Matcher phase = ON_PHASE.matcher(name);
    if (phase.matches()) {
      Phase which = Phase.valueOf(phase.group(2));
      return switch (phase.group(1)) {
        case "grid" -> some(name, "A", m -> m.house().flow().amperes().get(which));
        case "volts" -> some(name, "V", m -> m.house().volts().get(which));
        case "fuse" -> some(name, "%", m -> 100 * m.house().fuseUse().get(which));
        default -> Optional.empty();
      };
    }
    return switch (name) {
      case "grid" -> some(name, "A", m -> m.house().flow().amperes().max());
      case "power" -> some(name, "kW", m -> m.house().flow().watts().sum() / 1000);
      case "imported" -> some(name, "kWh", m -> m.meter().importedKwh());
      case "exported" -> some(name, "kWh", m -> m.meter().exportedKwh());
      case "fuses blown" -> some(name, "", m -> m.house().blownFuses().size());
      case "telegrams" -> some(name, "", m -> m.meter().sent());
      case "exceptions" -> some(name, "", Station.Models::exceptions);
      default -> Optional.empty();
    };
  }

  private static Optional<Quantity> ofCharger(String name, String what, int index) {
    Matcher phase = ON_PHASE.matcher(what);
    if (phase.matches() && phase.group(1).equals("current")) {
      Phase which = Phase.valueOf(phase.group(2));
      return some(name, "A", m -> m.chargers().get(index).current().get(which));
    }
    Matcher register = REGISTER.matcher(what);
    if (register.matches()) {
      return ofRegister(name, Integer.decode(register.group(1)), index);
    }
    ToDoubleFunction<Charger> value =
        switch (what) {
          case "limit" -> charger -> charger.module().advertisedAmperes();
          case "current" -> charger -> charger.current().max();
          case "phases" -> charger -> phasesInUse(charger.current());
          case "charged" -> charger -> charger.module().totalEnergy();
          case "soc" -> charger -> charger.module().car().map(Car::percent).orElse(Double.NaN);
          case "state" -> charger -> charger.state().code();
          default -> null;
        };
    String unit =
        switch (what) {
          case "limit", "current" -> "A";
          case "charged" -> "kWh";
          case "soc" -> "%";
          default -> "";
        };
    return value == null
        ? Optional.empty()
        : some(name, unit, m -> value.applyAsDouble(m.chargers().get(index)));
  }

  private static double phasesInUse(PerPhase amperes) {
    return amperes.map(a -> a > FLOWS ? 1 : 0).sum();
  }

  /** A register as a master reads it, but only one that nothing happens to when it is read. */
  private static Optional<Quantity> ofRegister(String name, int address, int index) {
    RegisterSpace space = address < 0x0200 ? RegisterSpace.INPUT : RegisterSpace.HOLDING;
    boolean safe = address >= 0x0100 && ModuleRegisters.isReadable(space, address);
    return safe
        ? some(name, "", m -> read(m.chargers().get(index), space, address))
        : Optional.empty();
  }

  private static double read(Charger charger, RegisterSpace space, int address) {
    return charger.isPowered()
        ? new ModuleRegisters(charger.module()).read(space, address)
        : Double.NaN;
  }

  /** A value of evcc's state, power in kW; or how often it has complained. */
  private static Quantity ofEvcc(String name, String path) {
    return switch (path) {
      case "warnings" -> new Quantity(name, "", sight -> sight.outside().warnings());
      case "errors" -> new Quantity(name, "", sight -> sight.outside().errors());
      default ->
          path.endsWith("ower")
              ? new Quantity(name, "kW", sight -> sight.outside().value(path) / 1000)
              : new Quantity(
                  name, path.endsWith("Current") ? "A" : "", sight -> sight.outside().value(path));
    };
  }

  /** Whether it is one of a controller outside, which a rule that stands in for it has not. */
  boolean isOfOutside() {
    return EVCC.matcher(name).matches();
  }

  private static Quantity ofTelegram(String name, String obis) {
    // The last parentheses hold the value; before them may stand the time it is of.
    Pattern line =
        Pattern.compile(
            "^"
                + Pattern.quote(obis)
                + "(?:\\([^)\\r\\n]*\\))*\\((\\d+(?:\\.\\d+)?)[^)\\r\\n]*\\)\\r?$",
            Pattern.MULTILINE);
    return new Quantity(
        name,
        "",
        sight -> {
          byte[] sent = sight.models().meter().lastSent();
          Matcher value = line.matcher(new String(sent, StandardCharsets.ISO_8859_1));
          return value.find() ? Double.parseDouble(value.group(1)) : Double.NaN;
        });
  }

  private static Optional<Quantity> some(
      String name, String unit, ToDoubleFunction<Station.Models> value) {
    return Optional.of(new Quantity(name, unit, sight -> value.applyAsDouble(sight.models())));
  }
}
