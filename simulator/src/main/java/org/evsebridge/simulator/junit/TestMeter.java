package org.evsebridge.simulator.junit;

import java.time.Duration;
import java.util.function.Supplier;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.simulator.scenario.Stage;

/** The smart meter of a test's station. Its methods may be called from any thread. */
public final class TestMeter {
  private final Supplier<Stage> stage;

  TestMeter(Supplier<Stage> stage) {
    this.stage = stage;
  }

  /** No telegram comes for so long from now on. */
  public void silence(Duration howLong) {
    stage.get().act("meter silent for " + Durations.format(howLong));
  }

  /** Its telegrams show what they showed last for so long from now on. */
  public void freeze(Duration howLong) {
    stage.get().act("meter frozen for " + Durations.format(howLong));
  }

  /**
   * What happens to its telegrams from now on, in the place of what happened before.
   *
   * @throws IllegalArgumentException when something is wrong with it
   */
  public void faults(MeterFaultsBuilder faults) {
    stage.get().act("meter faults " + faults.keys().pairs());
  }

  /** Nothing happens to its telegrams from now on. */
  public void noFaults() {
    stage.get().act("no meter faults");
  }
}
