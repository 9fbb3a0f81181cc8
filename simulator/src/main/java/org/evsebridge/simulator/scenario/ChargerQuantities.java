package org.evsebridge.simulator.scenario;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.registers.RegisterSpace;
import org.evsebridge.simulator.charger.Hardware;
import org.evsebridge.simulator.charger.ModuleRegisters;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.vehicle.Car;

/** Quantities of a charger: of the first, or of the one that they name. */
final class ChargerQuantities {
  private static final double FLOWS = 1; // A

  /** Up to what the larger of the two boards gives. */
  private static final Range OF_LIMIT = new Range(0, Hardware.DEFAULT.boardAmperes());

  private static final Range OF_WORD = new Range(0, 0xFFFF);

  static final List<QuantityWord> ALL =
      List.of(
          of("limit", "A", "what the module allows", c -> c.module().advertisedAmperes())
              .within(OF_LIMIT),
          of("current", "A", "what its car draws on the phase with most", c -> c.current().max())
              .within(Range.FROM_ZERO),
          new QuantityWord(
                  "current L1..L3 [of CHARGER]",
                  "A",
                  "on one of the charger's own phases",
                  Pattern.compile("current (L[123])(?: of (.+))?"),
                  (name, m, models) -> {
                    Phase phase = Phase.valueOf(m.group(1));
                    return quantity(name, "A", m.group(2), models, c -> c.current().get(phase));
                  })
              .within(Range.FROM_ZERO),
          of("phases", "", "on how many it draws more than 1 A", c -> phasesInUse(c.current()))
              .within(new Range(0, Phase.values().length)),
          of("charged", "kWh", "what the module has counted", c -> c.module().totalEnergy())
              .within(Range.FROM_ZERO),
          of(
                  "soc",
                  "%",
                  "the car's state of charge",
                  c -> c.module().car().map(Car::percent).orElse(Double.NaN))
              .within(Range.PER_CENT),
          of(
              "state",
              "",
              "the module's: A, B, C, D, error, hardware error, and undefined without power",
              c -> c.state().code()),
          new QuantityWord(
                  "register 0xNNNN [of CHARGER]",
                  "",
                  "as a master reads it, if reading it does nothing",
                  Pattern.compile("register (0x[0-9a-fA-F]{1,4})(?: of (.+))?"),
                  (name, m, models) ->
                      ofRegister(name, Integer.decode(m.group(1)), m.group(2), models))
              .within(OF_WORD),
          new QuantityWord(
              "cost of CHARGER",
              "€",
              "what its energy has cost, at the price from the grid, with 'prices'",
              Pattern.compile("cost of (.+)"),
              (name, m, models) -> ofBill(name, m.group(1), models)));

  private ChargerQuantities() {}

  private static QuantityWord of(
      String what, String unit, String meaning, ToDoubleFunction<Charger> value) {
    return new QuantityWord(
        what + " [of CHARGER]",
        unit,
        meaning,
        Pattern.compile(what + "(?: of (.+))?"),
        (name, m, models) -> quantity(name, unit, m.group(1), models, value));
  }

  /**
   * A quantity of a charger.
   *
   * @param of null for the first
   */
  private static Quantity quantity(
      String name, String unit, String of, Station.Models models, ToDoubleFunction<Charger> value) {
    int index = models.chargers().indexOf(Word.charger(of, models));
    return new Quantity(
        name, unit, sight -> value.applyAsDouble(sight.models().chargers().get(index)));
  }

  private static Quantity ofBill(String name, String of, Station.Models models) {
    HouseQuantities.bill(models);
    int index = models.chargers().indexOf(Word.charger(of, models));
    return new Quantity(name, "€", sight -> HouseQuantities.bill(sight.models()).euros(index));
  }

  private static double phasesInUse(PerPhase amperes) {
    return amperes.map(a -> a > FLOWS ? 1 : 0).sum();
  }

  private static Quantity ofRegister(String name, int address, String of, Station.Models models) {
    RegisterSpace space = address < 0x0200 ? RegisterSpace.INPUT : RegisterSpace.HOLDING;
    boolean safe = address >= 0x0100 && ModuleRegisters.isReadable(space, address);
    if (!safe) {
      throw new WrongValue(
          String.format(
              Locale.ROOT,
              "0x%04X is no register that can be read, or reading it does something",
              address));
    }
    return quantity(name, "", of, models, c -> read(c, space, address));
  }

  private static double read(Charger charger, RegisterSpace space, int address) {
    return charger.isPowered()
        ? new ModuleRegisters(charger.module()).read(space, address)
        : Double.NaN;
  }
}
