package org.evsebridge.simulator.recording;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.modbus.Answers;

/** Puts pieces together to frames, and requests and answers to exchanges. */
final class Conversation {
  /** A recording without moments is taken as if a second passed from each request to the next. */
  private static final Duration WITHOUT_TIME = Duration.ofSeconds(1);

  private static final Duration DAY = Duration.ofDays(1);

  /** A request that waits for its answer. */
  private record Pending(int line, Duration at, RecordedFrame frame) {}

  /** One connection, on which one request is under way at a time. */
  private static final class RecordedConnection {
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private int begunAt;
    private Piece.Direction direction = Piece.Direction.UNKNOWN;
    private Optional<Pending> pending = Optional.empty();
  }

  private final Map<String, RecordedConnection> wires = new HashMap<>();
  private final List<RecordedExchange> exchanges = new ArrayList<>();
  private final List<Recording.UnusedLine> unread = new ArrayList<>();
  private Optional<Duration> first = Optional.empty();
  private Duration now = Duration.ZERO;

  void hear(Piece piece) {
    RecordedConnection wire = wires.computeIfAbsent(piece.wire(), name -> new RecordedConnection());
    // What was begun does not go on when the other side speaks, or where a whole frame stands.
    if (piece.direction() != wire.direction || RecordedFrame.first(piece.bytes()).isPresent()) {
      giveUp(wire);
    }
    if (wire.begun.size() == 0) {
      wire.begunAt = piece.line();
    }
    wire.direction = piece.direction();
    wire.begun.writeBytes(piece.bytes());
    Optional<RecordedFrame> frame = RecordedFrame.first(wire.begun.toByteArray());
    while (frame.isPresent()) {
      byte[] bytes = wire.begun.toByteArray();
      wire.begun.reset();
      wire.begun.write(bytes, frame.get().length(), bytes.length - frame.get().length());
      heard(wire, piece, frame.get());
      frame = RecordedFrame.first(wire.begun.toByteArray());
    }
  }

  private void giveUp(RecordedConnection wire) {
    if (wire.begun.size() > 0) {
      unread.add(
          new Recording.UnusedLine(
              wire.begunAt,
              wire.begun.size() + " bytes are no whole frame: its CRC or its length is wrong"));
      wire.begun.reset();
    }
  }

  private void heard(RecordedConnection wire, Piece piece, RecordedFrame frame) {
    Optional<Pending> pending = wire.pending;
    boolean answers = pending.filter(p -> mayAnswer(p.frame, frame)).isPresent();
    boolean asks =
        piece.direction() == Piece.Direction.REQUEST
            || piece.direction() == Piece.Direction.UNKNOWN
                && !pending
                    .filter(p -> answers && Answers.fits(p.frame.adu().pdu(), frame.adu().pdu()))
                    .isPresent();
    if (asks) {
      pending.ifPresent(p -> exchange(p, Optional.empty()));
      wire.pending = Optional.of(new Pending(piece.line(), at(piece), frame));
    } else if (answers) {
      exchange(pending.get(), Optional.of(frame));
      wire.pending = Optional.empty();
    } else {
      unread.add(
          new Recording.UnusedLine(
              piece.line(), "unit " + frame.adu().unit() + " answers what nobody has asked"));
    }
  }

  private static boolean mayAnswer(RecordedFrame request, RecordedFrame answer) {
    return request.adu().unit() == answer.adu().unit()
        && request.adu().pdu().function() == (answer.adu().pdu().function() & 0x7F)
        && request.transaction().equals(answer.transaction());
  }

  private void exchange(Pending pending, Optional<RecordedFrame> answer) {
    exchanges.add(
        new RecordedExchange(
            pending.line, pending.at, pending.frame.adu(), answer.map(RecordedFrame::adu)));
  }

  /** Since the first request; a clock that only knows the time of day goes on at midnight. */
  private Duration at(Piece piece) {
    boolean begins = first.isEmpty();
    if (begins) {
      first = Optional.of(piece.time().orElse(Duration.ZERO));
    }
    Duration at =
        piece
            .time()
            .map(time -> time.minus(first.get()))
            .orElse(begins ? Duration.ZERO : now.plus(WITHOUT_TIME));
    while (at.plus(DAY.dividedBy(2)).compareTo(now) < 0) {
      at = at.plus(DAY);
    }
    now = at.compareTo(now) > 0 ? at : now;
    return now;
  }

  Recording end() {
    for (RecordedConnection wire : wires.values()) {
      giveUp(wire);
      wire.pending.ifPresent(pending -> exchange(pending, Optional.empty()));
    }
    exchanges.sort(
        Comparator.comparing(RecordedExchange::at).thenComparing(RecordedExchange::line));
    return new Recording(List.copyOf(exchanges), List.copyOf(unread));
  }
}
