package org.evsebridge.simulator.meter;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.p1.Obis;

/** The objects of a telegram for the meter itself, energy, power, voltage and current. */
final class ElectricityObjects {
  private ElectricityObjects() {}

  static CosemObject time() {
    return new CosemObject(
        Obis.TIME.reference(),
        (out, reading) -> {
          MeterTime.append(out.append('('), reading.time(), reading.zone());
          out.append(')');
        });
  }

  static CosemObject serial(Obis obis) {
    return CosemObject.hex(obis, reading -> reading.identity().serial());
  }

  static CosemObject message() {
    return CosemObject.hex(Obis.MESSAGE, reading -> reading.text().message());
  }

  static CosemObject messageCode() {
    return CosemObject.hex(Obis.MESSAGE_CODE, reading -> reading.text().code());
  }

  static CosemObject tariff() {
    return CosemObject.count(Obis.TARIFF, 4, reading -> reading.tariff().indicator());
  }

  /**
   * 1.8.1 and 1.8.2, 2.8.1 and 2.8.2.
   *
   * @param whole digits before the point
   */
  static List<CosemObject> energyByTariff(int whole) {
    return List.of(
        energy(Obis.IMPORT_T1, whole, r -> r.energy().importedKwh(Tariff.ONE)),
        energy(Obis.IMPORT_T2, whole, r -> r.energy().importedKwh(Tariff.TWO)),
        energy(Obis.EXPORT_T1, whole, r -> r.energy().exportedKwh(Tariff.ONE)),
        energy(Obis.EXPORT_T2, whole, r -> r.energy().exportedKwh(Tariff.TWO)));
  }

  static CosemObject energy(Obis obis, int whole, ToDoubleFunction<Reading> value) {
    return energy(obis.reference(), whole, value);
  }

  static CosemObject energy(String obis, int whole, ToDoubleFunction<Reading> value) {
    return CosemObject.number(obis, whole, 3, "kWh", value);
  }

  /** Loads draw at power factor 1: the reactive registers stand still (assumed). */
  static CosemObject reactiveEnergy(String obis, int whole) {
    return CosemObject.number(obis, whole, 3, "kvarh", reading -> 0);
  }

  static CosemObject reactivePower(String obis, int whole) {
    return CosemObject.number(obis, whole, 3, "kvar", reading -> 0);
  }

  /** 1.7.0 and 2.7.0: the balance over the phases, one of them always 0. */
  static List<CosemObject> power(int whole, int decimals) {
    return List.of(
        CosemObject.number(Obis.IMPORT_POWER, whole, decimals, "kW", Reading::importKw),
        CosemObject.number(Obis.EXPORT_POWER, whole, decimals, "kW", Reading::exportKw));
  }

  static CosemObject importPower(Phase phase, int whole) {
    return CosemObject.number(Obis.importPower(phase), whole, 3, "kW", r -> r.importKw(phase));
  }

  static CosemObject exportPower(Phase phase, int whole) {
    return CosemObject.number(Obis.exportPower(phase), whole, 3, "kW", r -> r.exportKw(phase));
  }

  static CosemObject voltage(Phase phase) {
    return CosemObject.number(Obis.voltage(phase), 3, 1, "V", r -> r.volts().get(phase));
  }

  /** The magnitude of a current; only the powers show its direction. */
  static CosemObject current(Phase phase, int decimals) {
    return CosemObject.number(
        Obis.current(phase), 3, decimals, "A", r -> Math.abs(r.amperes().get(phase)));
  }

  /** The reference of a phase's object, from that of L1: the phases are 20 apart. */
  static String ofPhase(Phase phase, String ofL1) {
    int point = ofL1.indexOf('.');
    int group = Integer.parseInt(ofL1.substring(0, point)) + 20 * phase.ordinal();
    return "1-0:" + group + ofL1.substring(point);
  }
}
