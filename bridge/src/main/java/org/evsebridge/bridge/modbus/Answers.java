package org.evsebridge.bridge.modbus;

/** Whether an answer can be the one to a request (Modbus application protocol V1.1b3). */
public final class Answers {
  private Answers() {}

  /**
   * Compares everything that an answer repeats of its request: the function, the byte count that
   * the request's count calls for, the echo of a write. A read answer names no address.
   */
  public static boolean fits(Pdu request, Pdu answer) {
    int function = request.function();
    if (answer.isException()) {
      return answer.function() == (function | 0x80) && answer.length() == 2;
    }
    if (answer.function() != function) {
      return false;
    }
    int length = PduLength.ofAnswer(answer);
    if (length != PduLength.UNKNOWN && length != answer.length()) {
      return false;
    }
    int expected = expectedLength(request);
    if (expected != PduLength.UNKNOWN && expected != answer.length()) {
      return false;
    }
    return switch (function) {
      case 5, 6, 22 -> answer.equals(request);
      case 15, 16 -> answer.startsLike(request, 5);
      case 8 -> answer.startsLike(request, 3); // the sub-function
      default -> true;
    };
  }

  /**
   * The length that a request's answer has unless it is an exception.
   *
   * @return bytes of the PDU, or {@link PduLength#UNKNOWN} when the request does not say
   */
  public static int expectedLength(Pdu request) {
    boolean hasCount = request.length() >= 5;
    return switch (request.function()) {
      case 1, 2 -> hasCount ? 2 + (request.u16(3) + 7) / 8 : PduLength.UNKNOWN;
      case 3, 4, 23 -> hasCount ? 2 + 2 * request.u16(3) : PduLength.UNKNOWN;
      case 5, 6, 15, 16 -> 5;
      case 8 -> request.length();
      case 22 -> 7;
      default -> PduLength.UNKNOWN;
    };
  }
}
