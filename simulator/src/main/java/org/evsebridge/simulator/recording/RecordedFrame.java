package org.evsebridge.simulator.recording;

import java.util.Arrays;
import java.util.Optional;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Mbap;
import org.evsebridge.bridge.modbus.PduLength;
import org.evsebridge.bridge.modbus.Rtu;

/**
 * A whole frame out of recorded bytes, in RTU or MBAP framing.
 *
 * @param transaction the transaction id of MBAP; empty in RTU framing, which has none
 * @param length bytes of the frame with its framing
 */
record RecordedFrame(Optional<Integer> transaction, Adu adu, int length) {
  /** The frame that bytes begin with; empty when they begin with none. */
  static Optional<RecordedFrame> first(byte[] bytes) {
    return rtu(bytes, bytes.length)
        .or(() -> mbap(bytes))
        .or(() -> rtu(bytes, PduLength.ofRequest(bytes, 1, bytes.length) + Rtu.OVERHEAD))
        .or(() -> rtu(bytes, PduLength.ofAnswer(bytes, 1, bytes.length) + Rtu.OVERHEAD));
  }

  private static Optional<RecordedFrame> rtu(byte[] bytes, int end) {
    return end > bytes.length
        ? Optional.empty()
        : Rtu.decode(bytes, 0, end).map(adu -> new RecordedFrame(Optional.empty(), adu, end));
  }

  private static Optional<RecordedFrame> mbap(byte[] bytes) {
    if (!Mbap.isWhole(bytes, bytes.length)) {
      return Optional.empty();
    }
    byte[] frame = Arrays.copyOf(bytes, Mbap.length(bytes));
    return Optional.of(
        new RecordedFrame(Optional.of(Mbap.transaction(frame)), Mbap.adu(frame), frame.length));
  }
}
