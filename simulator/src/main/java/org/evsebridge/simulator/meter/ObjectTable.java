package org.evsebridge.simulator.meter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.evsebridge.bridge.grid.Phase;

/** Collects the lines of a telegram; the objects that several kinds share are written here once. */
final class ObjectTable {
  private final List<CosemObject> objects = new ArrayList<>();

  ObjectTable add(CosemObject object) {
    objects.add(object);
    return this;
  }

  ObjectTable each(List<Phase> phases, Function<Phase, CosemObject> object) {
    phases.forEach(phase -> add(object.apply(phase)));
    return this;
  }

  List<CosemObject> toList() {
    return List.copyOf(objects);
  }

  ObjectTable time() {
    return add(
        new CosemObject(
            "0-0:1.0.0",
            (out, reading) -> {
              MeterTime.append(out.append('('), reading.time(), reading.zone());
              out.append(')');
            }));
  }

  ObjectTable serial() {
    return add(CosemObject.hex("0-0:96.1.1", reading -> reading.identity().serial()));
  }

  ObjectTable energy() {
    for (Tariff tariff : Tariff.values()) {
      add(energy("1-0:1.8." + tariff.indicator(), r -> r.energy().importedKwh(tariff)));
    }
    for (Tariff tariff : Tariff.values()) {
      add(energy("1-0:2.8." + tariff.indicator(), r -> r.energy().exportedKwh(tariff)));
    }
    return this;
  }

  private static CosemObject energy(String obis, ToDoubleFunction<Reading> value) {
    return CosemObject.number(obis, 6, 3, "kWh", value);
  }

  ObjectTable tariff() {
    return add(CosemObject.count("0-0:96.14.0", 4, reading -> reading.tariff().indicator()));
  }

  ObjectTable power() {
    return add(CosemObject.number("1-0:1.7.0", 2, 3, "kW", Reading::importKw))
        .add(CosemObject.number("1-0:2.7.0", 2, 3, "kW", Reading::exportKw));
  }

  ObjectTable failures() {
    return add(CosemObject.count("0-0:96.7.21", 5, reading -> reading.quality().failures()))
        .add(CosemObject.count("0-0:96.7.9", 5, reading -> reading.quality().longFailures()))
        .add(new CosemObject("1-0:99.97.0", ObjectTable::failureLog));
  }

  private static void failureLog(StringBuilder out, Reading reading) {
    if (reading.quality().logged() == 0) {
      out.append("()");
      return;
    }
    out.append('(').append(reading.quality().logged()).append(")(0-0:96.7.19)");
    for (PowerQuality.Failure failure : reading.quality().log()) {
      MeterTime.append(out.append('('), failure.end(), reading.zone());
      Digits.padded(out.append(")("), failure.lasted().toSeconds(), 10);
      out.append("*s)");
    }
  }

  static CosemObject sags(Phase phase) {
    return CosemObject.count(obis(phase, "32.32.0"), 5, r -> r.quality().sags(phase));
  }

  static CosemObject swells(Phase phase) {
    return CosemObject.count(obis(phase, "32.36.0"), 5, r -> r.quality().swells(phase));
  }

  static CosemObject voltage(Phase phase) {
    return CosemObject.number(obis(phase, "32.7.0"), 3, 1, "V", r -> r.volts().get(phase));
  }

  /** The magnitude of a current: which way it flows only the powers tell. */
  static CosemObject current(Phase phase, int decimals) {
    return CosemObject.number(
        obis(phase, "31.7.0"), 3, decimals, "A", r -> Math.abs(r.amperes().get(phase)));
  }

  static CosemObject importPower(Phase phase) {
    return CosemObject.number(obis(phase, "21.7.0"), 2, 3, "kW", r -> r.importKw(phase));
  }

  static CosemObject exportPower(Phase phase) {
    return CosemObject.number(obis(phase, "22.7.0"), 2, 3, "kW", r -> r.exportKw(phase));
  }

  /** The reference of a phase's object, from that of L1: the phases are 20 apart. */
  private static String obis(Phase phase, String ofL1) {
    int point = ofL1.indexOf('.');
    int group = Integer.parseInt(ofL1.substring(0, point)) + 20 * phase.ordinal();
    return "1-0:" + group + ofL1.substring(point);
  }

  ObjectTable text() {
    return add(CosemObject.fixed("0-0:96.13.0", ""));
  }

  /** What Belgium bills its network by. */
  ObjectTable peaks() {
    return add(CosemObject.number("1-0:1.4.0", 2, 3, "kW", r -> r.demand().runningKw()))
        .add(new CosemObject("1-0:1.6.0", (out, r) -> peak(out, r.demand().ofMonth(), r)))
        .add(new CosemObject("0-0:98.1.0", ObjectTable::peakHistory));
  }

  private static void peak(StringBuilder out, PeakDemand.Peak peak, Reading reading) {
    MeterTime.append(out.append('('), peak.at(), reading.zone());
    Digits.append(out.append(")("), peak.kw(), 2, 3);
    out.append("*kW)");
  }

  private static void peakHistory(StringBuilder out, Reading reading) {
    PeakDemand demand = reading.demand();
    out.append('(').append(demand.monthsKept()).append(")(1-0:1.6.0)(1-0:1.6.0)");
    if (demand.monthsKept() == 0) {
      out.append("()");
    }
    for (PeakDemand.Month month : demand.history()) {
      MeterTime.append(out.append('('), month.end(), reading.zone());
      peak(out.append(')'), month.peak(), reading);
    }
  }

  /** The gas meter on M-Bus channel 1, as the Dutch show it. */
  ObjectTable dutchGas() {
    return add(CosemObject.fixed("0-1:24.1.0", "003"))
        .add(CosemObject.hex("0-1:96.1.0", reading -> reading.identity().gasSerial()))
        .add(gas("0-1:24.2.1"));
  }

  /** The same in Belgium: the volume is not converted to 0 °C, and the valve's position shows. */
  ObjectTable belgianGas() {
    return add(CosemObject.fixed("0-1:24.1.0", "003"))
        .add(CosemObject.hex("0-1:96.1.1", reading -> reading.identity().gasSerial()))
        .add(CosemObject.fixed("0-1:24.4.0", "1"))
        .add(gas("0-1:24.2.3"));
  }

  private static CosemObject gas(String obis) {
    return new CosemObject(
        obis,
        (out, reading) -> {
          MeterTime.append(out.append('('), reading.gas().capturedAt(), reading.zone());
          Digits.append(out.append(")("), reading.gas().captured(), 5, 3);
          out.append("*m3)");
        });
  }
}
