package org.evsebridge.simulator.meter;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.p1.Obis;

/**
 * The lines of the Hungarian telegram, as the grid operators' meters send it: totals and four
 * tariffs, of which the household has two, reactive energy by quadrant, power factors, frequency;
 * no M-Bus. 0-0:98.1.0, the month before, is left out.
 */
final class HungarianTelegram {
  private static final int ENERGY_DIGITS = 6;
  private static final int POWER_DIGITS = 2;
  private static final List<Integer> QUADRANTS = List.of(5, 6, 7, 8);

  private HungarianTelegram() {}

  static List<CosemObject> objects(List<Phase> phases, List<MbusSettings> mbus) {
    return new ObjectTable()
        .add(ElectricityObjects.time())
        .add(ElectricityObjects.serial(Obis.DEVICE_NAME))
        .add(ElectricityObjects.serial(Obis.SERIAL_NUMBER))
        .add(ElectricityObjects.tariff())
        .add(CosemObject.fixed("0-0:96.50.68", "ON"))
        .add(CosemObject.fixed(Obis.THRESHOLD, "90.000*kW"))
        .add(energies("1", EnergyRegisters::importedKwh, EnergyRegisters::importedKwh))
        .add(energies("2", EnergyRegisters::exportedKwh, EnergyRegisters::exportedKwh))
        .each(
            List.of(3, 4, 5, 6, 7, 8),
            c -> ElectricityObjects.reactiveEnergy("1-0:" + c + ".8.0", ENERGY_DIGITS))
        .add(
            ElectricityObjects.energy(
                "1-0:15.8.0",
                ENERGY_DIGITS,
                reading -> reading.energy().importedKwh() + reading.energy().exportedKwh()))
        .each(phases, ElectricityObjects::voltage)
        .each(phases, phase -> ElectricityObjects.current(phase, 0))
        .add(CosemObject.fixed("1-0:13.7.0", "1.000"))
        .each(phases, phase -> fixed(phase, "33.7.0", "1.000"))
        .add(CosemObject.fixed(Obis.FREQUENCY, "50.00*Hz"))
        .add(ElectricityObjects.power(POWER_DIGITS, 3))
        .each(QUADRANTS, c -> ElectricityObjects.reactivePower("1-0:" + c + ".7.0", POWER_DIGITS))
        .each(phases, phase -> fixed(phase, "31.4.0", "200.00*A"))
        .add(ElectricityObjects.message())
        .toList();
  }

  /** The total and the tariffs 1 to 4 of one direction. */
  private static List<CosemObject> energies(
      String direction,
      Function<EnergyRegisters, Double> total,
      BiFunction<EnergyRegisters, Tariff, Double> ofTariff) {
    String obis = "1-0:" + direction + ".8.";
    return List.of(
        ElectricityObjects.energy(obis + 0, ENERGY_DIGITS, r -> total.apply(r.energy())),
        ElectricityObjects.energy(
            obis + 1, ENERGY_DIGITS, r -> ofTariff.apply(r.energy(), Tariff.ONE)),
        ElectricityObjects.energy(
            obis + 2, ENERGY_DIGITS, r -> ofTariff.apply(r.energy(), Tariff.TWO)),
        ElectricityObjects.energy(obis + 3, ENERGY_DIGITS, r -> 0),
        ElectricityObjects.energy(obis + 4, ENERGY_DIGITS, r -> 0));
  }

  private static CosemObject fixed(Phase phase, String ofL1, String value) {
    return CosemObject.fixed(ElectricityObjects.ofPhase(phase, ofL1), value);
  }
}
