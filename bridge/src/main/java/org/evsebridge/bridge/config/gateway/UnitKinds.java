package org.evsebridge.bridge.config.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * What is known of the units on a line.
 *
 * @param guarded units whose acting registers are protected
 * @param described units that the log names in their own words
 */
public record UnitKinds(Map<Integer, Guarded> guarded, Map<Integer, DeviceKind> described) {
  /** Kinds of devices whose registers the bridge knows. */
  public enum DeviceKind {
    /** The charging module. */
    SMARTEVSE
  }

  /** A unit that needs protection. */
  public sealed interface Guarded {}

  /** One whose registers the bridge knows. */
  public record Known(DeviceKind kind) implements Guarded {}

  /**
   * One whose registers the file lists.
   *
   * @param reads addresses of which a read acts
   * @param writes addresses that must not be written
   */
  public record Ranges(List<AddressRange> reads, List<AddressRange> writes) implements Guarded {}

  /**
   * Register addresses, 0 to 0xFFFF.
   *
   * @param last the last one, included
   */
  public record AddressRange(int first, int last) {
    /** Whether a number of registers from an address on touch this range. */
    public boolean touches(int address, int count) {
      return address <= last && address + count > first;
    }
  }

  public UnitKinds {
    guarded = Map.copyOf(guarded);
    described = Map.copyOf(described);
  }

  /**
   * The same under the units' numbers on another line; units without a number there are left out.
   */
  UnitKinds as(IntFunction<Optional<Integer>> number) {
    return new UnitKinds(as(guarded, number), as(described, number));
  }

  private static <T> Map<Integer, T> as(
      Map<Integer, T> units, IntFunction<Optional<Integer>> number) {
    Map<Integer, T> renumbered = new HashMap<>();
    units.forEach(
        (unit, what) -> number.apply(unit).ifPresent(other -> renumbered.put(other, what)));
    return renumbered;
  }

  /** The same with some units known to be charging modules, and protected as such. */
  UnitKinds withModules(Set<Integer> units) {
    Map<Integer, Guarded> all = new HashMap<>(guarded);
    units.forEach(unit -> all.putIfAbsent(unit, new Known(DeviceKind.SMARTEVSE)));
    return new UnitKinds(all, described);
  }

  /** The kinds of the units that are of a known kind, protected or only described. */
  public Map<Integer, DeviceKind> kinds() {
    Map<Integer, DeviceKind> kinds = new HashMap<>(described);
    guarded.forEach(
        (unit, guard) -> {
          if (guard instanceof Known known) {
            kinds.put(unit, known.kind());
          }
        });
    return kinds;
  }
}
