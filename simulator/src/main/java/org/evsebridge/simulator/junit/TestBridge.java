package org.evsebridge.simulator.junit;

import java.util.function.Supplier;
import org.evsebridge.simulator.scenario.Stage;

/**
 * The bridge with the load guard in front of a stepped station. Its methods may be called from any
 * thread; each throws IllegalArgumentException where there is no guard, or the station has ports.
 */
public final class TestBridge {
  private final Supplier<Stage> stage;

  TestBridge(Supplier<Stage> stage) {
    this.stage = stage;
  }

  /** It is gone, as if its program were killed. */
  public void die() {
    stage.get().act("bridge dies");
  }

  /** It does nothing until it starts again. */
  public void hang() {
    stage.get().act("bridge hangs");
  }

  /** It is there again. */
  public void start() {
    stage.get().act("bridge starts");
  }
}
