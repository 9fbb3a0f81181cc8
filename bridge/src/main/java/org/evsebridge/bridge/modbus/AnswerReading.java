package org.evsebridge.bridge.modbus;

/** What the bytes that came on a serial line after a request are, taken from their start. */
public sealed interface AnswerReading {
  /**
   * No whole frame yet.
   *
   * @param length the bytes that the frame will have, or 0 while that cannot be told
   */
  record Incomplete(int length) implements AnswerReading {}

  /** The answer. */
  record Answer(Pdu pdu) implements AnswerReading {}

  /**
   * A whole frame that answers something else.
   *
   * @param length its bytes, to be thrown away; what follows may be the answer
   */
  record Foreign(int length, Adu adu) implements AnswerReading {}

  /**
   * No frame: the line fell silent and the CRC is wrong or a part is missing, or it would be longer
   * than any frame.
   */
  record Garbled() implements AnswerReading {}

  /**
   * Reads bytes.
   *
   * @param request what was asked
   * @param silent whether the line has been silent since the last of them for so long that nothing
   *     more belongs to them
   */
  static AnswerReading of(Adu request, byte[] bytes, boolean silent) {
    int pdu = PduLength.ofAnswer(bytes, 1, bytes.length);
    if (pdu > Pdu.MAX_LENGTH) {
      return new Garbled(); // to wait for so much would take a minute
    }
    int length = pdu > 0 ? pdu + Rtu.OVERHEAD : bytes.length;
    boolean ends = pdu > 0 ? bytes.length >= length : pdu == PduLength.UNKNOWN && silent;
    if (ends && Rtu.isFrame(bytes, 0, length)) {
      Adu adu = Rtu.decode(bytes, 0, length).orElseThrow();
      return adu.unit() == request.unit() && Answers.fits(request.pdu(), adu.pdu())
          ? new Answer(adu.pdu())
          : new Foreign(length, adu);
    }
    return silent ? new Garbled() : new Incomplete(pdu > 0 ? length : 0);
  }
}
