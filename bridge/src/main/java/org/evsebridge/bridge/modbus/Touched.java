package org.evsebridge.bridge.modbus;

import java.util.Optional;

/**
 * Coils or registers that a request reads or writes.
 *
 * @param address the first, 0 to 0xFFFF
 * @param count 0 to 0xFFFF
 */
public record Touched(int address, int count) {
  /** What a request reads; empty when its function reads nothing or its addresses are unknown. */
  public static Optional<Touched> readBy(Pdu request) {
    return switch (request.function()) {
      case 1, 2, 3, 4, 23 -> counted(request, 1);
      case 24 -> one(request);
      default -> Optional.empty();
    };
  }

  /** What a request writes; empty when its function writes nothing or its addresses are unknown. */
  public static Optional<Touched> writtenBy(Pdu request) {
    return switch (request.function()) {
      case 5, 6, 22 -> one(request);
      case 15, 16 -> counted(request, 1);
      case 23 -> counted(request, 5);
      default -> Optional.empty();
    };
  }

  private static Optional<Touched> counted(Pdu request, int at) {
    return request.length() >= at + 4
        ? Optional.of(new Touched(request.u16(at), request.u16(at + 2)))
        : Optional.empty();
  }

  private static Optional<Touched> one(Pdu request) {
    return request.length() >= 3 ? Optional.of(new Touched(request.u16(1), 1)) : Optional.empty();
  }
}
