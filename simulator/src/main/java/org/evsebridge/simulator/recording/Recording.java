package org.evsebridge.simulator.recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.evsebridge.bridge.modbus.Adu;

/**
 * What went over a Modbus line, as somebody wrote it down.
 *
 * @param exchanges in the order of their requests
 * @param unread what is no whole frame, or an answer to nothing
 */
public record Recording(List<RecordedExchange> exchanges, List<UnusedLine> unread) {
  /** Text that is longer is no recording that anybody pasted. In bytes. */
  public static final long MOST_BYTES = 64L * 1024 * 1024;

  /** A frame of 256 bytes, however it is written, takes less. In characters. */
  private static final int MOST_CHARACTERS = 4096;

  /**
   * Something of a recording that could not be used.
   *
   * @param line where it stands, from 1
   */
  public record UnusedLine(int line, String why) {}

  /**
   * Reads a file: lines of evcc's trace, of the bridge's debug log, or a hex dump; whatever else
   * stands between them is skipped.
   *
   * @throws IOException when it cannot be read, is too long, or holds no request; the message is a
   *     sentence for a person
   */
  public static Recording read(Path file) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new IOException(file + " cannot be read: no such file, or not a file of yours");
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(file + " is longer than 64 MiB: cut out what is to be looked at");
    }
    // Logs hold any bytes; the lines that count are ASCII.
    Recording recording =
        of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).lines().toList());
    if (recording.units().isEmpty()) {
      throw new IOException(
          file
              + " holds no Modbus request: paste lines of evcc --log trace, of evse-bridge --debug,"
              + " or a hex dump such as '20:38:32.120 > 02 04 01 03 00 01 c0 05'");
    }
    return recording;
  }

  /** The addresses that were asked, broadcasts left out, the one that was asked most first. */
  public List<Integer> units() {
    Map<Integer, Long> asked =
        exchanges.stream()
            .map(exchange -> exchange.request().unit())
            .filter(unit -> unit != Adu.BROADCAST)
            .collect(Collectors.groupingBy(unit -> unit, TreeMap::new, Collectors.counting()));
    return asked.keySet().stream()
        .sorted(Comparator.comparing((Integer unit) -> asked.get(unit)).reversed())
        .toList();
  }

  static Recording of(List<String> text) {
    List<String> lines =
        text.stream().map(line -> line.length() > MOST_CHARACTERS ? "" : line).toList();
    List<LineFormat> logs = List.of(new EvccTrace(), new BridgeDebug());
    LineFormat format =
        logs.stream()
            .filter(log -> lines.stream().anyMatch(line -> !log.read(0, line).isEmpty()))
            .findFirst()
            .orElseGet(HexDump::new);
    Conversation conversation = new Conversation();
    for (int i = 0; i < lines.size(); i++) {
      format.read(i + 1, lines.get(i)).forEach(conversation::hear);
    }
    return conversation.end();
  }
}
