package org.evsebridge.simulator.recording;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * evcc with {@code --log trace}: {@code [modbus] TRACE 2025/07/10 20:38:32 modbus: send 02 04 …}.
 * The frames are shown as they are on the wire, RTU or MBAP. What a journal, a container or a
 * quotation puts before is skipped.
 */
final class EvccTrace implements LineFormat {
  private static final Pattern LINE =
      Pattern.compile(
          "\\[(?<area>[^\\]]*)\\] TRACE (?<time>\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d)"
              + " modbus: (?<way>send|recv) (?<hex>[0-9a-f]{2}( [0-9a-f]{2})*)\\s*$");

  @Override
  public List<Piece> read(int number, String line) {
    Matcher m = LINE.matcher(line);
    return m.find()
        ? List.of(
            new Piece(
                number,
                Times.parse(m.group("time")),
                m.group("way").equals("send") ? Piece.Direction.REQUEST : Piece.Direction.ANSWER,
                m.group("area").strip(),
                LineFormat.bytes(m.group("hex"))))
        : List.of();
  }
}
