package org.evsebridge.simulator.meter;

import java.util.List;
import org.evsebridge.bridge.p1.Obis;

/** The objects of a telegram by which Belgium bills its network: the quarter-hour peaks. */
final class PeakObjects {
  private PeakObjects() {}

  static List<CosemObject> all() {
    return List.of(
        CosemObject.number(Obis.DEMAND, 2, 3, "kW", reading -> reading.demand().runningKw()),
        new CosemObject(
            Obis.PEAK_OF_MONTH.reference(), (out, r) -> peak(out, r.demand().ofMonth(), r)),
        new CosemObject(Obis.PEAK_HISTORY.reference(), PeakObjects::history));
  }

  private static void peak(StringBuilder out, PeakDemand.Peak peak, Reading reading) {
    MeterTime.append(out.append('('), peak.at(), reading.zone());
    Digits.append(out.append(")("), peak.kw(), 2, 3);
    out.append("*kW)");
  }

  private static void history(StringBuilder out, Reading reading) {
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
}
