package org.evsebridge.bridge.modbus;

/** Whether an answer can be the one to a request (Modbus application protocol V1.1b3). */
public final class Answers {
  private static final int UNKNOWN = PduLength.UNKNOWN;

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
    if (length != UNKNOWN && length != answer.length()) {
      return false;
    }
    int expected = expectedLength(request);
    if (expected != UNKNOWN && expected != answer.length()) {
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
   * Whether an answer to one request, other than an exception, could be taken for another's: they
   * name the same function, and what else the answer would repeat is the same. Both go to one unit.
   */
  public static boolean canBeMistaken(Pdu one, Pdu other) {
    if (one.function() != other.function()) {
      return false;
    }
    return switch (one.function()) {
      case 5, 6, 22 -> one.equals(other);
      case 15, 16 -> one.startsLike(other, 5);
      case 8 -> one.startsLike(other, 3) && one.length() == other.length();
      default -> {
        int length = expectedLength(one);
        yield length == UNKNOWN || length == expectedLength(other);
      }
    };
  }

  /**
   * Whether an answer names the write's function and address but not its value: so a device answers
   * that has limited what it was to take.
   */
  public static boolean answersOtherwise(Pdu write, Pdu answer) {
    return switch (write.function()) {
      case 5, 6, 15, 16, 22 ->
          answer.length() == expectedLength(write)
              && answer.startsLike(write, 3)
              && !fits(write, answer);
      default -> false;
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
      case 1, 2 -> hasCount ? 2 + (request.u16(3) + 7) / 8 : UNKNOWN;
      case 3, 4, 23 -> hasCount ? 2 + 2 * request.u16(3) : UNKNOWN;
      case 5, 6, 15, 16 -> 5;
      case 8 -> request.length();
      case 22 -> 7;
      default -> UNKNOWN;
    };
  }
}
