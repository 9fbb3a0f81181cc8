package org.evsebridge.simulator.house;

import java.time.Duration;
import java.util.List;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.simulator.time.SimulatedClock;

/**
 * A load with a name and a switch. A motor draws more for a moment when it starts. One with hours
 * switches itself when they begin and end; in between the switch can be used as on any other.
 */
final class Appliance implements NamedLoad {
  private final String name;
  private final Draw whenOn;
  private final LoadSettings.Start start;
  private final List<LoadSettings.Hours> hours;
  private final SimulatedClock clock;
  private boolean on;
  private boolean inHours;
  private Duration runs = Duration.ZERO;

  Appliance(
      String name,
      PerPhase whenOn,
      LoadSettings.Start start,
      List<LoadSettings.Hours> hours,
      SimulatedClock clock) {
    this.name = name;
    this.whenOn = new Draw(whenOn);
    this.start = start;
    this.hours = List.copyOf(hours);
    this.clock = clock;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Draw draw() {
    return whenOn;
  }

  boolean isOn() {
    return on;
  }

  void turn(boolean wanted) {
    if (wanted && !on) {
      runs = Duration.ZERO;
    }
    on = wanted;
  }

  @Override
  public void tick(Duration step) {
    if (on && runs.compareTo(start.lasts()) <= 0) {
      runs = runs.plus(step);
    }
    if (!hours.isEmpty()) {
      boolean now = hours.stream().anyMatch(span -> span.contain(clock.secondOfDay()));
      if (now != inHours) {
        inHours = now;
        turn(now);
      }
    }
  }

  @Override
  public PerPhase amperes() {
    if (!on) {
      return PerPhase.ZERO;
    }
    return runs.compareTo(start.lasts()) <= 0 && !start.lasts().isZero()
        ? start.amperes()
        : whenOn.amperes();
  }
}
