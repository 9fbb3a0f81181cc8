package org.evsebridge.simulator.meter;

import java.util.List;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.p1.Obis;

/**
 * The lines of the Swedish telegram, as meters of several makers send it (Energiföretagen's
 * recommendation for the customer interface, H1): totals without tariffs, reactive energy and
 * power, currents with one decimal, no M-Bus.
 */
final class SwedishTelegram {
  private static final int ENERGY_DIGITS = 8;
  private static final int POWER_DIGITS = 4;

  private SwedishTelegram() {}

  static List<CosemObject> objects(List<Phase> phases, List<MbusSettings> mbus) {
    return new ObjectTable()
        .add(ElectricityObjects.time())
        .add(
            ElectricityObjects.energy(
                Obis.IMPORT, ENERGY_DIGITS, reading -> reading.energy().importedKwh()))
        .add(
            ElectricityObjects.energy(
                Obis.EXPORT, ENERGY_DIGITS, reading -> reading.energy().exportedKwh()))
        .each(
            List.of(3, 4),
            c -> ElectricityObjects.reactiveEnergy("1-0:" + c + ".8.0", ENERGY_DIGITS))
        .add(ElectricityObjects.power(POWER_DIGITS, 3))
        .each(
            List.of(3, 4), c -> ElectricityObjects.reactivePower("1-0:" + c + ".7.0", POWER_DIGITS))
        .all(
            phases,
            phase ->
                List.of(
                    ElectricityObjects.importPower(phase, POWER_DIGITS),
                    ElectricityObjects.exportPower(phase, POWER_DIGITS)))
        .all(phases, phase -> List.of(reactive(phase, "23.7.0"), reactive(phase, "24.7.0")))
        .each(phases, ElectricityObjects::voltage)
        .each(phases, phase -> ElectricityObjects.current(phase, 1))
        .toList();
  }

  private static CosemObject reactive(Phase phase, String ofL1) {
    return ElectricityObjects.reactivePower(ElectricityObjects.ofPhase(phase, ofL1), POWER_DIGITS);
  }
}
