package org.evsebridge.simulator.junit;

import java.util.List;
import java.util.function.Supplier;
import org.evsebridge.simulator.report.Happening;
import org.evsebridge.simulator.scenario.Stage;

/** What the station since its last reset tells. */
record StageTrouble(Supplier<Stage> stage) implements Trouble {
  @Override
  public List<String> happenings() {
    return stage.get().happenings().stream().map(Happening::text).toList();
  }

  @Override
  public int blownFuses() {
    return (int) stage.get().value("fuses blown");
  }

  @Override
  public long exceptions() {
    return (long) stage.get().value("exceptions");
  }
}
