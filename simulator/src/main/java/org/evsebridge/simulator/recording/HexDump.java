package org.evsebridge.simulator.recording;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line with a moment, a sign of the direction, or both or neither, and bytes in hexadecimal:
 * {@code 20:38:32.120 > 02 04 01 03 00 01 c0 05}, {@code 12.005 RX: 0204 0200 03bd 31}; ser2net's
 * traces, whose {@code term} is the line; and socat's ({@code -x}), where moment and direction
 * stand in a line of their own before the bytes.
 */
final class HexDump implements LineFormat {
  private static final String REQUEST = ">+|-+>|tx|send|sent|req|request|out|write|w|tcp";
  private static final String ANSWER =
      "<+|<-+|rx|recv|received|ans|answer|resp|response|reply|in|read|r|term";
  private static final String BYTES = "(?:0x)?[0-9a-f]{2}(?:[ :,-]*(?:0x)?[0-9a-f]{2})*";
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*\\[?(?<before>"
              + REQUEST
              + "|"
              + ANSWER
              + ")?[\\s:]*"
              + "\\[?(?<time>"
              + Times.PATTERN
              + ")?\\]?[\\s:,;]*"
              + "(?<after>"
              + REQUEST
              + "|"
              + ANSWER
              + ")?(?:[\\s:]+length=\\d+.*|[\\s:]*"
              + "(?<hex>"
              + BYTES
              + ")?\\s*(?:\\|.*)?)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern IS_REQUEST = Pattern.compile(REQUEST, Pattern.CASE_INSENSITIVE);

  private Optional<Duration> time = Optional.empty();
  private Piece.Direction direction = Piece.Direction.UNKNOWN;

  @Override
  public List<Piece> read(int number, String line) {
    Matcher m = LINE.matcher(line);
    if (!m.matches() || line.isBlank()) {
      return List.of();
    }
    String sign = m.group("before") == null ? m.group("after") : m.group("before");
    String hex = m.group("hex");
    if (sign != null || m.group("time") != null) {
      time = Optional.ofNullable(m.group("time")).flatMap(Times::parse);
      direction = sign == null ? Piece.Direction.UNKNOWN : directionOf(sign);
    }
    return hex == null
        ? List.of()
        : List.of(new Piece(number, time, direction, "", LineFormat.bytes(hex)));
  }

  private static Piece.Direction directionOf(String sign) {
    return IS_REQUEST.matcher(sign).matches() ? Piece.Direction.REQUEST : Piece.Direction.ANSWER;
  }
}
