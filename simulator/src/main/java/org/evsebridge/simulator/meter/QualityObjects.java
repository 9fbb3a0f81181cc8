package org.evsebridge.simulator.meter;

import java.util.List;
import org.evsebridge.bridge.grid.Phase;

/** The objects of a telegram that tell what the voltage did: failures, sags and swells. */
final class QualityObjects {
  private QualityObjects() {}

  /** How many, how many long ones, and the log of the long ones. */
  static List<CosemObject> failures() {
    return List.of(
        CosemObject.count("0-0:96.7.21", 5, reading -> reading.quality().failures()),
        CosemObject.count("0-0:96.7.9", 5, reading -> reading.quality().longFailures()),
        new CosemObject("1-0:99.97.0", QualityObjects::failureLog));
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
    return CosemObject.count(
        ElectricityObjects.ofPhase(phase, "32.32.0"), 5, r -> r.quality().sags(phase));
  }

  static CosemObject swells(Phase phase) {
    return CosemObject.count(
        ElectricityObjects.ofPhase(phase, "32.36.0"), 5, r -> r.quality().swells(phase));
  }
}
