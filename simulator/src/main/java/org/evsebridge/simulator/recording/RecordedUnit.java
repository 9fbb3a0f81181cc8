package org.evsebridge.simulator.recording;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Answers;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.RegisterSpace;

/**
 * Answers as a recorded unit did. A request gets the answers that the recording has for it one
 * after the other, and the last one from then on; a read that was not recorded as such is put
 * together from recorded words, as they were where the recording has been played to. Not
 * thread-safe.
 */
public final class RecordedUnit {
  /** A word of a register, wherever it was read. */
  private record Word(RegisterSpace space, int address) {}

  /** The exchanges of one request by their index, and how far they have been played. */
  private static final class Track {
    private final List<Integer> indices = new ArrayList<>();
    private int played;
  }

  private final int unit;
  private final List<RecordedExchange> exchanges;
  private final Map<Adu, Track> tracks = new HashMap<>();
  private final Map<Word, NavigableMap<Integer, Integer>> words = new HashMap<>();
  private int position;

  /**
   * @param unit its address; what the recording has of other units counts for nothing
   */
  public RecordedUnit(Recording recording, int unit) {
    this.unit = unit;
    exchanges = recording.exchanges().stream().filter(e -> e.request().unit() == unit).toList();
    for (int i = 0; i < exchanges.size(); i++) {
      RecordedExchange exchange = exchanges.get(i);
      tracks.computeIfAbsent(exchange.request(), request -> new Track()).indices.add(i);
      remember(i, exchange);
    }
  }

  private void remember(int index, RecordedExchange exchange) {
    Pdu request = exchange.request().pdu();
    Optional<Pdu> answer =
        exchange
            .answer()
            .map(Adu::pdu)
            .filter(pdu -> !pdu.isException() && Answers.fits(request, pdu));
    RegisterSpace space = readSpace(request).filter(any -> answer.isPresent()).orElse(null);
    for (int i = 0; space != null && i < request.u16(3); i++) {
      words
          .computeIfAbsent(new Word(space, request.u16(1) + i), word -> new TreeMap<>())
          .put(index, answer.get().u16(2 + 2 * i));
    }
  }

  private static Optional<RegisterSpace> readSpace(Pdu request) {
    for (RegisterSpace space : RegisterSpace.values()) {
      if (request.function() == space.readFunction() && request.length() == 5) {
        return Optional.of(space);
      }
    }
    return Optional.empty();
  }

  /** What the recording says to a request; empty when it says nothing of it. */
  public Optional<RecordedAnswer> answer(Adu request) {
    Track track = tracks.get(request);
    if (track == null) {
      return readSpace(request.pdu())
          .filter(space -> request.unit() == unit)
          .flatMap(space -> fromWords(request, space));
    }
    int index = track.indices.get(track.played);
    track.played = Math.min(track.played + 1, track.indices.size() - 1);
    position = Math.max(position, index);
    return Optional.of(new RecordedAnswer(exchanges.get(index).answer()));
  }

  private Optional<RecordedAnswer> fromWords(Adu request, RegisterSpace space) {
    int count = request.pdu().u16(3);
    if (count < 1 || count > 125) {
      return Optional.empty();
    }
    int[] answer = new int[2 + 2 * count];
    answer[0] = request.pdu().function();
    answer[1] = 2 * count;
    for (int i = 0; i < count; i++) {
      NavigableMap<Integer, Integer> values = words.get(new Word(space, request.pdu().u16(1) + i));
      if (values == null) {
        return Optional.empty();
      }
      Map.Entry<Integer, Integer> value = values.floorEntry(position);
      int word = (value == null ? values.firstEntry() : value).getValue();
      answer[2 + 2 * i] = word >> 8;
      answer[3 + 2 * i] = word & 0xFF;
    }
    return Optional.of(new RecordedAnswer(Optional.of(new Adu(request.unit(), Pdu.of(answer)))));
  }

  /**
   * What the recorded unit said to a request.
   *
   * @param answer empty when it was silent
   */
  public record RecordedAnswer(Optional<Adu> answer) {}
}
