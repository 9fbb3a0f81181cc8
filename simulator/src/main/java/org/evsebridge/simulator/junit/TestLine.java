package org.evsebridge.simulator.junit;

import java.util.function.Supplier;
import org.evsebridge.simulator.scenario.Stage;

/** An RS485 line of a test's station. Its methods may be called from any thread. */
public final class TestLine {
  private final Supplier<Stage> stage;
  private final String name;

  TestLine(Supplier<Stage> stage, String name) {
    this.stage = stage;
    this.name = name;
  }

  /**
   * Sets a fault; of several that apply to a request the first one set happens.
   *
   * @throws IllegalArgumentException when something is wrong with it
   */
  public void fault(LineFaultBuilder fault) {
    stage.get().act("line fault " + fault.words() + " on " + name);
  }

  /**
   * Takes its faults of a kind away.
   *
   * @param kind its word in rig.yaml, such as {@code late}
   * @throws IllegalArgumentException when there is no such kind; the message says which there are
   */
  public void noFaults(String kind) {
    stage.get().act("no line fault " + kind + " on " + name);
  }

  /** Takes all its faults away. */
  public void noFaults() {
    stage.get().act("no line faults on " + name);
  }
}
