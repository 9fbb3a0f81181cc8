package org.evsebridge.simulator.line;

import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;

/**
 * Which requests a fault applies to; an empty component does not narrow it.
 *
 * @param unit the unit asked
 * @param registers addresses, of which the request must touch one
 * @param requests to how many requests it applies before it is over
 * @param probability with which it applies to each of them, above 0 up to 1
 * @param lasts how long after it was set it is over, by the line's clock: that of a line with ports
 *     is real time, that of a stepped one the station's
 */
public record FaultScope(
    Optional<Integer> unit,
    Optional<Range> registers,
    Optional<Integer> requests,
    double probability,
    Optional<Duration> lasts) {
  public static final FaultScope EVERYTHING =
      new FaultScope(Optional.empty(), Optional.empty(), Optional.empty(), 1, Optional.empty());

  /** Addresses from the first to the last. */
  public record Range(int first, int last) {}

  /** A request with an address and a count or value, or longer. */
  private static final int WITH_ADDRESS = 5;

  private static final int WRITE_COIL = 5;
  private static final int WRITE_REGISTER = 6;

  /** The same for so long only. */
  public FaultScope lasting(Duration howLong) {
    return new FaultScope(unit, registers, requests, probability, Optional.of(howLong));
  }

  boolean covers(Adu request) {
    return unit.filter(only -> only != request.unit()).isEmpty()
        && registers.filter(range -> !touches(range, request.pdu())).isEmpty();
  }

  private static boolean touches(Range range, Pdu request) {
    if (request.length() < WITH_ADDRESS) {
      return false;
    }
    int first = request.u16(1);
    boolean single = request.function() == WRITE_COIL || request.function() == WRITE_REGISTER;
    int last = single ? first : first + request.u16(3) - 1;
    return first <= range.last() && range.first() <= last;
  }
}
