package org.evsebridge.simulator.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;

/**
 * evse-bridge with {@code --debug}: a line tells a whole transaction and ends with its messages,
 * unit and PDU without a CRC, {@code …; frames 02 04 01 03 00 01 > 02 04 02 00 03}, with {@code >
 * -} where nothing was answered.
 */
final class BridgeDebug implements LineFormat {
  private static final String MESSAGE = "[0-9a-f]{2}(?: [0-9a-f]{2})+";
  private static final Pattern LINE =
      Pattern.compile(
          "(?<time>\\d\\d:\\d\\d:\\d\\d\\.\\d{3}) DEBUG .*; frames (?<request>"
              + MESSAGE
              + ") > (?<answer>"
              + MESSAGE
              + "|-)\\s*$");

  @Override
  public List<Piece> read(int number, String line) {
    Matcher m = LINE.matcher(line);
    if (!m.find()) {
      return List.of();
    }
    List<Piece> pieces = new ArrayList<>();
    pieces.add(piece(number, m, Piece.Direction.REQUEST, m.group("request")));
    if (!m.group("answer").equals("-")) {
      pieces.add(piece(number, m, Piece.Direction.ANSWER, m.group("answer")));
    }
    return pieces;
  }

  private static Piece piece(int number, Matcher m, Piece.Direction direction, String hex) {
    byte[] message = LineFormat.bytes(hex);
    Adu adu = new Adu(message[0] & 0xFF, Pdu.of(message, 1, message.length));
    return new Piece(number, Times.parse(m.group("time")), direction, "", Rtu.encode(adu));
  }
}
