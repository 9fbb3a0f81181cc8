package org.evsebridge.bridge.modbus;

/** What bytes that came on a serial line are, which only answers come on. */
public sealed interface AnswerReading {
  /**
   * No whole frame yet.
   *
   * @param length the bytes that the frame will have, or 0 while that cannot be told
   */
  record Incomplete(int length) implements AnswerReading {}

  /**
   * A whole frame.
   *
   * @param length its bytes; what follows may be another
   */
  record Frame(int length, Adu adu) implements AnswerReading {}

  /**
   * No frame: the line fell silent and the CRC is wrong or a part is missing, or it would be longer
   * than any frame.
   */
  record Garbled() implements AnswerReading {}

  /**
   * Reads bytes.
   *
   * @param from where to begin
   * @param silent whether the line has been silent since the last of them for so long that nothing
   *     more belongs to them
   */
  static AnswerReading of(byte[] bytes, int from, boolean silent) {
    int pdu = PduLength.ofAnswer(bytes, from + 1, bytes.length);
    if (pdu > Pdu.MAX_LENGTH) {
      return new Garbled(); // to wait for so much would take a minute
    }
    int end = pdu > 0 ? from + pdu + Rtu.OVERHEAD : bytes.length;
    boolean ends = pdu > 0 ? bytes.length >= end : pdu == PduLength.UNKNOWN && silent;
    if (ends && Rtu.isFrame(bytes, from, end)) {
      return new Frame(end - from, Rtu.decode(bytes, from, end).orElseThrow());
    }
    return silent ? new Garbled() : new Incomplete(pdu > 0 ? end - from : 0);
  }
}
