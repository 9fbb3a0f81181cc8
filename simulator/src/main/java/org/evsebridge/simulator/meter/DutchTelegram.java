package org.evsebridge.simulator.meter;

import java.util.List;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.p1.Obis;

/** The lines of the Dutch telegrams, after Netbeheer Nederland's P1 companion standards. */
final class DutchTelegram {
  private DutchTelegram() {}

  static List<CosemObject> dsmr5(List<Phase> phases, List<MbusSettings> mbus) {
    return fromDsmr4("50", phases)
        .add(ElectricityObjects.message())
        .each(phases, ElectricityObjects::voltage)
        .each(phases, phase -> ElectricityObjects.current(phase, 0))
        .each(phases, phase -> ElectricityObjects.importPower(phase, 2))
        .each(phases, phase -> ElectricityObjects.exportPower(phase, 2))
        .all(mbus, MbusObjects::dutch)
        .toList();
  }

  static List<CosemObject> dsmr4(List<Phase> phases, List<MbusSettings> mbus) {
    return fromDsmr4("42", phases)
        .add(ElectricityObjects.messageCode())
        .add(ElectricityObjects.message())
        .each(phases, phase -> ElectricityObjects.current(phase, 0))
        .all(
            phases,
            phase ->
                List.of(
                    ElectricityObjects.importPower(phase, 2),
                    ElectricityObjects.exportPower(phase, 2)))
        .all(mbus, MbusObjects::dutch)
        .toList();
  }

  /** What telegrams begin with from DSMR 4 on, up to the meter's texts. */
  private static ObjectTable fromDsmr4(String version, List<Phase> phases) {
    return new ObjectTable()
        .add(CosemObject.fixed(Obis.VERSION, version))
        .add(ElectricityObjects.time())
        .add(ElectricityObjects.serial(Obis.EQUIPMENT_ID))
        .add(ElectricityObjects.energyByTariff(6))
        .add(ElectricityObjects.tariff())
        .add(ElectricityObjects.power(2, 3))
        .add(QualityObjects.failures())
        .each(phases, QualityObjects::sags)
        .each(phases, QualityObjects::swells);
  }

  static List<CosemObject> dsmr3(List<Phase> phases, List<MbusSettings> mbus) {
    return old(ElectricityObjects.power(3, 2), "999*A").all(mbus, MbusObjects::dsmr3).toList();
  }

  static List<CosemObject> dsmr22(List<Phase> phases, List<MbusSettings> mbus) {
    return old(ElectricityObjects.power(4, 2), "0999.00*kW")
        .all(mbus, MbusObjects::dsmr22)
        .toList();
  }

  /** Before DSMR 4: no version, no time, no values per phase. */
  private static ObjectTable old(List<CosemObject> power, String threshold) {
    return new ObjectTable()
        .add(ElectricityObjects.serial(Obis.EQUIPMENT_ID))
        .add(ElectricityObjects.energyByTariff(5))
        .add(ElectricityObjects.tariff())
        .add(power)
        .add(CosemObject.fixed(Obis.THRESHOLD, threshold))
        .add(CosemObject.fixed(Obis.SWITCH, "1"))
        .add(ElectricityObjects.messageCode())
        .add(ElectricityObjects.message());
  }
}
