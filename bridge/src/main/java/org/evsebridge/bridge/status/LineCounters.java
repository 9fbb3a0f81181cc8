package org.evsebridge.bridge.status;

import java.util.Map;

/**
 * What a line and each unit on it have seen since the start.
 *
 * @param units by their numbers, those that were asked or said something
 */
public record LineCounters(BusCounters line, Map<Integer, BusCounters> units) {
  public LineCounters {
    units = Map.copyOf(units);
  }
}
