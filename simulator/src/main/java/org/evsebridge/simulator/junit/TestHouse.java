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

  /**
   * Lets a load draw another current from each of its phases while it is on.
   *
   * @param amperes A, 0 to 999
   * @throws IllegalArgumentException when it has no such load; the message says which it has
   */
  public void draws(String load, double amperes) {
    stage.get().act(load + " draws " + Keys.text(amperes) + " A");
  }

  /**
   * Other panels, in the place of those that are there.
   *
   * @param peakWatts what they give at their best, on all phases together
   */
  public void panels(double peakWatts) {
    sun("peak", peakWatts);
  }

  /** The share of the sun that clouds take from now on, 0 to 1. */
  public void clouds(double share) {
    sun("clouds", share);
  }

  /** What the panels give, whatever the sky does, until panels or clouds are told again; in W. */
  public void sun(double watts) {
    sun("watts", watts);
  }

  private void sun(String key, double value) {
    stage.get().act("sun " + key + "=" + Keys.text(value));
  }

  /** The sun as it was at first. */
  public void sunAsBefore() {
    stage.get().act("sun as before");
  }

  /**
   * Changes the battery, or gives a house without one a battery; what is not said stays.
   *
   * @throws IllegalArgumentException when there is none, and its size is not said
   */
  public void battery(BatteryBuilder battery) {
    stage.get().act("battery " + battery.keys().pairs());
  }

  /**
   * The battery as it was at first, its state of charge too; {@code mode(NORMAL)} alone puts back
   * what it does.
   */
  public void batteryAsBefore() {
    stage.get().act("battery as before");
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
