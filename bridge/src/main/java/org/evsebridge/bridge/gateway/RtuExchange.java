package org.evsebridge.bridge.gateway;

import java.util.Arrays;
import java.util.Optional;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.AnswerReading;
import org.evsebridge.bridge.modbus.Answers;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request that was sent on an RTU line, and the search for its answer in what comes. Not
 * thread-safe.
 */
final class RtuExchange {
  private static final Logger LOG = LoggerFactory.getLogger(RtuExchange.class);
  private static final int SHORTEST_ANSWER = Rtu.OVERHEAD + 2; // an exception

  private final String name;
  private final Inbox inbox;
  private final LineTiming timing;
  private final Adu request;
  private final byte[] frame;
  private final long firstBy;
  private boolean echoing;
  private boolean heardItself;
  // There is nothing to look at before so many bytes are there or the moment has come.
  private int wanted;
  private long until;

  /**
   * @param frame the request as it was sent
   * @param firstBy by when the answer's first byte must be there
   * @param echo whether what is sent comes back first
   */
  RtuExchange(
      String name,
      Inbox inbox,
      LineTiming timing,
      Adu request,
      byte[] frame,
      long firstBy,
      boolean echo) {
    this.name = name;
    this.inbox = inbox;
    this.timing = timing;
    this.request = request;
    this.frame = frame;
    this.firstBy = firstBy;
    this.echoing = echo;
    listen(echo ? 1 : SHORTEST_ANSWER, firstBy);
  }

  /** When {@link #look} is worth another try though nothing comes. */
  long lookAt() {
    return until;
  }

  /** Whether the request came back though nobody said that it would. */
  boolean heardItself() {
    return heardItself;
  }

  /** Whether the request came back twice: its echo passed for the answer, which is the same. */
  boolean cameTwice() {
    int n = frame.length;
    byte[] bytes = inbox.bytes();
    return bytes.length >= 2 * n
        && startsWith(bytes, frame)
        && Arrays.equals(bytes, n, 2 * n, frame, 0, n);
  }

  private void listen(int bytes, long moment) {
    wanted = bytes;
    until = moment;
  }

  /** Guess at what came; empty while there is more to wait for. */
  Optional<Outcome> look(long now) {
    while (inbox.isDown() || inbox.length() >= wanted || now - until >= 0) {
      if (inbox.isDown()) {
        return Optional.of(new Outcome.Down(true));
      }
      byte[] bytes = inbox.bytes();
      Optional<Outcome> outcome = echoing ? swallowEcho(bytes, now) : read(bytes, now);
      if (outcome.isPresent()) {
        return outcome;
      }
    }
    return Optional.empty();
  }

  /**
   * Takes off what the adapter heard of itself, with the noise that its driver made before. What is
   * no answer and may end with the echo's beginning is waited for.
   */
  private Optional<Outcome> swallowEcho(byte[] bytes, long now) {
    int at = indexOf(bytes, frame);
    if (at >= 0) {
      inbox.discard(at + frame.length);
      echoing = false;
      listen(SHORTEST_ANSWER, firstBy);
      return Optional.empty();
    }
    boolean answered = AnswerReading.of(request, bytes, false) instanceof AnswerReading.Answer;
    if (!answered && endsWithStartOf(bytes, frame) && now - firstBy < 0) {
      listen(bytes.length + 1, firstBy);
      return Optional.empty();
    }
    return read(bytes, now);
  }

  /** Where a part stands first; -1 if it does not. */
  private static int indexOf(byte[] bytes, byte[] part) {
    for (int at = 0; at + part.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean endsWithStartOf(byte[] bytes, byte[] whole) {
    for (int n = Math.min(bytes.length, whole.length - 1); n > 0; n--) {
      if (Arrays.equals(bytes, bytes.length - n, bytes.length, whole, 0, n)) {
        return true;
      }
    }
    return false;
  }

  static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  private Optional<Outcome> read(byte[] bytes, long now) {
    if (bytes.length == 0 && now - firstBy >= 0) {
      return Optional.of(new Outcome.Silent(true));
    }
    AnswerReading reading = AnswerReading.of(request, bytes, false);
    if (reading instanceof AnswerReading.Incomplete incomplete && bytes.length > 0) {
      long end = endOf(incomplete);
      if (now - end < 0) {
        listen(Math.max(incomplete.length(), bytes.length + 1), end);
        return Optional.empty();
      }
      reading = AnswerReading.of(request, bytes, true);
    }
    boolean echoed = reading instanceof AnswerReading.Garbled && startsWith(bytes, frame);
    heardItself |= echoed;
    Optional<Pdu> answer = answerIn(reading, bytes);
    if (answer.isPresent()) {
      return Optional.of(new Outcome.Answered(answer.get()));
    }
    if (echoed) {
      inbox.discard(frame.length); // the answer is still to come
      listen(SHORTEST_ANSWER, firstBy);
      return Optional.empty();
    }
    return reading instanceof AnswerReading.Garbled
        ? garbled(bytes, now)
        : throwAway(reading, bytes);
  }

  private Optional<Outcome> garbled(byte[] bytes, long now) {
    if (isAttempt(bytes)) {
      return Optional.of(new Outcome.Garbled(!isWhole(bytes)));
    }
    long silent = inbox.lastAt() + timing.frameSilence();
    if (now - silent < 0 && now - firstBy - timing.longestFrame() < 0) {
      listen(bytes.length + 1, silent); // the answer may follow the noise
      return Optional.empty();
    }
    return throwAway(new AnswerReading.Garbled(), bytes);
  }

  /** The answer, also one behind noise such as a driver makes that is switched on. */
  private Optional<Pdu> answerIn(AnswerReading reading, byte[] bytes) {
    if (reading instanceof AnswerReading.Answer answer) {
      return Optional.of(answer.pdu());
    }
    for (int from = 1; reading instanceof AnswerReading.Garbled && from < bytes.length; from++) {
      byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
      if (AnswerReading.of(request, rest, true) instanceof AnswerReading.Answer answer) {
        return Optional.of(answer.pdu());
      }
    }
    return Optional.empty();
  }

  /** When nothing more can belong to a frame that has begun. */
  private long endOf(AnswerReading.Incomplete frame) {
    long first = inbox.firstAt();
    return frame.length() > 0
        ? first + timing.transmission(frame.length()) + timing.frameSilence()
        : Math.min(timing.longestFrame(), inbox.lastAt() - first + timing.frameSilence()) + first;
  }

  private Optional<Outcome> throwAway(AnswerReading reading, byte[] bytes) {
    if (reading instanceof AnswerReading.Foreign foreign) {
      LOG.debug("{}: thrown away, answers something else: {}", name, foreign.adu());
      inbox.discard(foreign.length());
    } else if (bytes.length > 0) {
      LOG.debug("{}: thrown away, {} bytes of noise", name, bytes.length);
      inbox.discard(bytes.length);
    }
    listen(SHORTEST_ANSWER, firstBy);
    return Optional.empty();
  }

  private boolean isAttempt(byte[] bytes) {
    return bytes.length > 1
        && (bytes[0] & 0xFF) == request.unit()
        && (bytes[1] & 0x7F) == request.pdu().function();
  }

  /**
   * Whether a garbled answer has the right answer's length, so that no other will come. What is as
   * long as the request may also be its spoilt echo, with the answer still to come.
   */
  private boolean isWhole(byte[] bytes) {
    return bytes.length == Answers.expectedLength(request.pdu()) + Rtu.OVERHEAD
        && bytes.length != frame.length;
  }
}
