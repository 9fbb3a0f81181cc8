package org.evsebridge.simulator.house;

import java.time.LocalTime;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.evsebridge.bridge.grid.PerPhase;

/**
 * Watts over the day. A value holds until the next time of day; before the first one the last of
 * the day before holds.
 */
public final class Profile {
  private final NavigableMap<Integer, PerPhase> wattsFromSecond = new TreeMap<>();

  /**
   * @param watts at least one
   */
  public Profile(Map<LocalTime, PerPhase> watts) {
    watts.forEach((time, value) -> wattsFromSecond.put(time.toSecondOfDay(), value));
  }

  PerPhase at(int secondOfDay) {
    Map.Entry<Integer, PerPhase> entry = wattsFromSecond.floorEntry(secondOfDay);
    return (entry == null ? wattsFromSecond.lastEntry() : entry).getValue();
  }
}
