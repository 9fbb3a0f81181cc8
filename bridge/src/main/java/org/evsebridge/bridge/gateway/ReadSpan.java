package org.evsebridge.bridge.gateway;

import java.util.Optional;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;

/**
 * What a read of the functions 1 to 4 reads: a number of coils or registers from an address on.
 *
 * @param count 1 to 2000
 */
record ReadSpan(int unit, int function, int address, int count) {
  private static final int REQUEST_LENGTH = 5;
  private static final int MAX_BITS = 2000;
  private static final int MAX_REGISTERS = 125;
  private static final int HEADER = 2; // function code and byte count

  /** The span of a request; empty when it is no well-formed read. */
  static Optional<ReadSpan> of(Adu adu) {
    Pdu pdu = adu.pdu();
    int function = pdu.function();
    if (function < 1 || function > 4 || pdu.length() != REQUEST_LENGTH) {
      return Optional.empty();
    }
    int count = pdu.u16(3);
    return count > 0 && count <= (function <= 2 ? MAX_BITS : MAX_REGISTERS)
        ? Optional.of(new ReadSpan(adu.unit(), function, pdu.u16(1), count))
        : Optional.empty();
  }

  /** Whether the answer to this holds the answer to another. */
  boolean contains(ReadSpan other) {
    return equals(other)
        || hasRegisters()
            && unit == other.unit
            && function == other.function
            && address <= other.address
            && address + count >= other.address + other.count;
  }

  private boolean hasRegisters() {
    return function > 2; // coils are packed in bytes: cutting them out is not worth it
  }

  /** Cuts the answer to a contained read out of the answer to this. */
  Pdu cut(Pdu answer, ReadSpan inner) {
    if (equals(inner)) {
      return answer;
    }
    int[] bytes = new int[HEADER + 2 * inner.count];
    bytes[0] = function;
    bytes[1] = 2 * inner.count;
    int from = HEADER + 2 * (inner.address - address);
    for (int i = 0; i < 2 * inner.count; i++) {
      bytes[HEADER + i] = answer.u8(from + i);
    }
    return Pdu.of(bytes);
  }
}
