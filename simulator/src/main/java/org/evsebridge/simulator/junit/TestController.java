package org.evsebridge.simulator.junit;

import java.util.function.Supplier;
import org.evsebridge.simulator.scenario.Stage;

/**
 * Who controls the modules of a stepped station. Its methods may be called from any thread; each
 * throws IllegalArgumentException where there is no controller, or the station has ports.
 */
public final class TestController {
  private final Supplier<Stage> stage;

  TestController(Supplier<Stage> stage) {
    this.stage = stage;
  }

  /** It is gone; the modules keep their last limits. */
  public void die() {
    stage.get().act("controller dies");
  }

  /** It does nothing until it starts again, and then goes on where it was. */
  public void hang() {
    stage.get().act("controller hangs");
  }

  /** It reads currents and decides nothing, as evcc does whose meter is silent. */
  public void blind() {
    stage.get().act("controller blind");
  }

  /** It is there again; if it was dead it starts anew. */
  public void start() {
    stage.get().act("controller starts");
  }
}
