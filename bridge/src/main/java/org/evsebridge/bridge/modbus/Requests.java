package org.evsebridge.bridge.modbus;

import java.util.Optional;

/** What can be said of a request by its function alone (Modbus application protocol V1.1b3). */
public final class Requests {
  private static final int MAX_READ_BITS = 2000;
  private static final int MAX_READ_REGISTERS = 125;
  private static final int MAX_WRITTEN_BITS = 1968;
  private static final int MAX_WRITTEN_REGISTERS = 123;
  private static final int MAX_WRITTEN_WHILE_READING = 121;
  private static final int ADDRESSES = 0x10000;
  private static final int READ_IDENTIFICATION = 14;

  private Requests() {}

  /**
   * Whether a request only reads, whichever device it goes to, unless reading itself acts there.
   */
  public static boolean onlyReads(Pdu request) {
    return switch (request.function()) {
      case 1, 2, 3, 4, 7, 11, 12, 17, 20, 24 -> true;
      case 8 -> request.length() >= 3 && onlyReads(request.u16(1));
      case 43 -> request.length() >= 2 && request.u8(1) == READ_IDENTIFICATION;
      default -> false;
    };
  }

  /** Of the diagnostics the echo, the diagnostic register and the counters. */
  private static boolean onlyReads(int diagnostic) {
    return diagnostic == 0 || diagnostic == 2 || diagnostic >= 11 && diagnostic <= 18;
  }

  /** Whether a request does no more than write coils or registers that it names. */
  public static boolean writesWhatItNames(Pdu request) {
    return switch (request.function()) {
      case 5, 6, 15, 16, 22, 23 -> true;
      default -> false;
    };
  }

  /**
   * What the specification has a device answer to a request of the right length whose counts or
   * addresses are none; empty when they are in order.
   */
  public static Optional<ExceptionCode> fault(Pdu request) {
    Optional<Touched> read = Touched.readBy(request);
    Optional<Touched> written = Touched.writtenBy(request);
    if (read.filter(t -> !mayCount(t.count(), mostRead(request))).isPresent()
        || written.filter(t -> !mayCount(t.count(), mostWritten(request))).isPresent()
        || !countsAgree(request)) {
      return Optional.of(ExceptionCode.ILLEGAL_DATA_VALUE);
    }
    return read.filter(Requests::wraps).isPresent() || written.filter(Requests::wraps).isPresent()
        ? Optional.of(ExceptionCode.ILLEGAL_DATA_ADDRESS)
        : Optional.empty();
  }

  private static boolean mayCount(int count, int most) {
    return count > 0 && count <= most;
  }

  private static int mostRead(Pdu request) {
    return request.function() <= 2 ? MAX_READ_BITS : MAX_READ_REGISTERS;
  }

  private static int mostWritten(Pdu request) {
    return switch (request.function()) {
      case 15 -> MAX_WRITTEN_BITS;
      case 23 -> MAX_WRITTEN_WHILE_READING;
      default -> MAX_WRITTEN_REGISTERS;
    };
  }

  /** Whether the bytes that follow are as many as the count calls for. */
  private static boolean countsAgree(Pdu request) {
    return switch (request.function()) {
      case 15 -> request.length() > 5 && request.u8(5) == (request.u16(3) + 7) / 8;
      case 16 -> request.length() > 5 && request.u8(5) == 2 * request.u16(3);
      case 23 -> request.length() > 9 && request.u8(9) == 2 * request.u16(7);
      default -> true;
    };
  }

  private static boolean wraps(Touched touched) {
    return touched.address() + touched.count() > ADDRESSES;
  }
}
