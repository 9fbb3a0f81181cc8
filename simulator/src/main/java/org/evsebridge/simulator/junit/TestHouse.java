package org.evsebridge.simulator.junit;

import java.util.List;
import java.util.function.Supplier;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.simulator.house.House;
import org.evsebridge.simulator.scenario.Stage;

/** The house of a test's station. Its methods may be called from any thread. */
public final class TestHouse {
  private final Supplier<Stage> stage;

  TestHouse(Supplier<Stage> stage) {
    this.stage = stage;
  }

  /**
   * Switches a load on.
   *
   * @throws IllegalArgumentException when it has no such load with a switch; the message says which
   *     it has
   */
  public void switchOn(String load) {
    stage.get().act(load + " on");
  }

  /** The same, off. */
  public void switchOff(String load) {
    stage.get().act(load + " off");
  }

  /** Whether a load with a switch is on. */
  public boolean isOn(String load) {
    return stage.get().station().ask(models -> models.house().isOn(load));
  }

  /** Puts in a new main fuse on every phase. */
  public void resetFuses() {
    stage.get().act("fuses reset");
  }

  /** Every main fuse that has blown since the beginning, reset or not. */
  public List<House.BlownFuse> blownFuses() {
    return stage.get().station().ask(models -> List.copyOf(models.house().blownFuses()));
  }

  /** What it takes from the grid, chargers included, in A; less than 0 when it feeds back. */
  public PerPhase grid() {
    return stage.get().station().ask(models -> models.house().flow().amperes());
  }
}
