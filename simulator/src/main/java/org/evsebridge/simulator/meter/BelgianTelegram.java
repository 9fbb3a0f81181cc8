package org.evsebridge.simulator.meter;

import java.util.List;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.p1.Obis;

/** The lines of the Belgian telegram, after the e-MUCS P1 specification. */
final class BelgianTelegram {
  private BelgianTelegram() {}

  static List<CosemObject> objects(List<Phase> phases, List<MbusSettings> mbus) {
    return new ObjectTable()
        .add(CosemObject.fixed(Obis.E_MUCS_VERSION, "50217"))
        .add(ElectricityObjects.serial(Obis.EQUIPMENT_ID))
        .add(ElectricityObjects.time())
        .add(ElectricityObjects.energyByTariff(6))
        .add(ElectricityObjects.tariff())
        .add(PeakObjects.all())
        .add(ElectricityObjects.power(2, 3))
        .each(phases, phase -> ElectricityObjects.importPower(phase, 2))
        .each(phases, phase -> ElectricityObjects.exportPower(phase, 2))
        .each(phases, ElectricityObjects::voltage)
        .each(phases, phase -> ElectricityObjects.current(phase, 2))
        .add(CosemObject.fixed(Obis.SWITCH, "1"))
        .add(CosemObject.fixed(Obis.THRESHOLD, "999.9*kW"))
        .add(CosemObject.fixed(Obis.FUSE, "999*A"))
        .add(ElectricityObjects.message())
        .all(mbus, MbusObjects::belgian)
        .toList();
  }
}
