package org.evsebridge.bridge.discover;

import java.util.List;
import org.evsebridge.bridge.config.SerialSettings;

/** What came of asking for a charging module. */
sealed interface ModuleAnswers {
  /**
   * Units answered.
   *
   * @param settings those of the line
   * @param units each of them
   */
  record ByUnits(SerialSettings settings, List<Unit> units) implements ModuleAnswers {
    public ByUnits {
      units = List.copyOf(units);
    }
  }

  /**
   * Nobody did.
   *
   * @param bytes what came that was no answer
   */
  record ByNobody(long bytes) implements ModuleAnswers {}

  /**
   * A unit that answers.
   *
   * @param isModule whether it answers as the charging module does
   * @param about its firmware and serial number, or what it refused
   */
  record Unit(int unit, boolean isModule, String about) {}
}
