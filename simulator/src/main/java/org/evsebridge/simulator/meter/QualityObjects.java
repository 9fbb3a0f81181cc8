package org.evsebridge.simulator.meter;

import java.util.List;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.p1.Obis;

/** The objects of a telegram for failures, sags and swells of the voltage. */
final class QualityObjects {
  private QualityObjects() {}

  /** How many, how many long ones, and the log of the long ones. */
  static List<CosemObject> failures() {
    return List.of(
        CosemObject.count(Obis.FAILURES, 5, reading -> reading.quality().failures()),
        CosemObject.count(Obis.LONG_FAILURES, 5, reading -> reading.quality().longFailures()),
        new CosemObject(Obis.FAILURE_LOG.reference(), QualityObjects::failureLog));
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
    return CosemObject.count(Obis.sags(phase), 5, r -> r.quality().sags(phase));
  }

  static CosemObject swells(Phase phase) {
    return CosemObject.count(Obis.swells(phase), 5, r -> r.quality().swells(phase));
  }
}
