package org.evsebridge.bridge.modbus;

/**
 * How long a PDU is, by its function code and the counts inside it (Modbus application protocol
 * V1.1b3, section 6). An RTU frame has no length field: this is how its end is found.
 */
public final class PduLength {
  /** More bytes are needed before the length can be told. */
  public static final int UNDECIDED = -1;

  /** The function code says nothing about the length; only silence on the line ends the frame. */
  public static final int UNKNOWN = -2;

  private static final int READ_IDENTIFICATION = 14;
  private static final int OBJECTS = 7;

  private PduLength() {}

  /**
   * The length of the request PDU that begins at an index.
   *
   * @param to the end of the bytes that are there, exclusive
   * @return bytes from the function code on, {@link #UNDECIDED} or {@link #UNKNOWN}
   */
  public static int ofRequest(byte[] buffer, int from, int to) {
    if (to <= from) {
      return UNDECIDED;
    }
    return switch (buffer[from] & 0xFF) {
      case 1, 2, 3, 4, 5, 6, 8 -> 5;
      case 7, 11, 12, 17 -> 1;
      case 15, 16 -> counted(buffer, from, to, 5);
      case 20, 21 -> counted(buffer, from, to, 1);
      case 22 -> 7;
      case 23 -> counted(buffer, from, to, 9);
      case 24 -> 3;
      case 43 -> identification(buffer, from, to, 4);
      default -> UNKNOWN;
    };
  }

  /** The same for an answer; one of function 8 carries as much as its request did. */
  public static int ofAnswer(byte[] buffer, int from, int to) {
    if (to <= from) {
      return UNDECIDED;
    }
    int function = buffer[from] & 0xFF;
    if (function >= 0x80) {
      return 2;
    }
    return switch (function) {
      case 1, 2, 3, 4, 12, 17, 20, 21, 23 -> counted(buffer, from, to, 1);
      case 5, 6, 11, 15, 16 -> 5;
      case 7 -> 2;
      case 22 -> 7;
      case 24 -> counted16(buffer, from, to);
      case 43 -> objects(buffer, from, to);
      default -> UNKNOWN;
    };
  }

  /** Whether a request has another length than its function and its counts call for. */
  public static boolean isWrongForRequest(Pdu request) {
    byte[] bytes = request.bytes();
    int length = ofRequest(bytes, 0, bytes.length);
    return length != UNKNOWN && length != bytes.length;
  }

  /** The length that an answer should have by what stands in it. */
  static int ofAnswer(Pdu answer) {
    byte[] bytes = answer.bytes();
    return ofAnswer(bytes, 0, bytes.length);
  }

  /** A byte at an offset counts the bytes that follow it. */
  private static int counted(byte[] buffer, int from, int to, int offset) {
    return to <= from + offset ? UNDECIDED : offset + 1 + (buffer[from + offset] & 0xFF);
  }

  /** Function 43 has a length where it asks for a device's identification (MEI type 14). */
  private static int identification(byte[] buffer, int from, int to, int length) {
    if (to <= from + 1) {
      return UNDECIDED;
    }
    return buffer[from + 1] == READ_IDENTIFICATION ? length : UNKNOWN;
  }

  /** An identification's objects follow seven bytes, of which the last counts them. */
  private static int objects(byte[] buffer, int from, int to) {
    int at = identification(buffer, from, to, OBJECTS);
    if (at < 0 || to < from + at) {
      return at < 0 ? at : UNDECIDED;
    }
    for (int left = buffer[from + OBJECTS - 1] & 0xFF; left > 0; left--) {
      if (to < from + at + 2) {
        return UNDECIDED;
      }
      at += 2 + (buffer[from + at + 1] & 0xFF); // its id, its length, itself
    }
    return at;
  }

  /** Function 24 alone counts with 16 bits. */
  private static int counted16(byte[] buffer, int from, int to) {
    return to <= from + 2
        ? UNDECIDED
        : 3 + ((buffer[from + 1] & 0xFF) << 8 | buffer[from + 2] & 0xFF);
  }
}
