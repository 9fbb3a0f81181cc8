package org.evsebridge.simulator.meter;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Where a meter's telegrams come from. */
sealed interface TelegramSource permits WrittenTelegrams, RecordedTelegrams {
  /** Takes what was measured in a period that has just ended. */
  void measured(Reading reading);

  /** The telegrams that are due and were not taken yet. */
  List<byte[]> due(Instant now);

  /** The clock has been set; most telegrams only tell what they are given. */
  default void clockMoved(Duration by) {}

  /** The energy imported in all tariffs as the last telegram shows it, in kWh. */
  double importedKwh();

  /** The same of the energy exported. */
  double exportedKwh();
}
