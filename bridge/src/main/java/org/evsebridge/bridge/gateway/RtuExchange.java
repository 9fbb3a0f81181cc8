package org.evsebridge.bridge.gateway;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.AnswerReading;
import org.evsebridge.bridge.modbus.Answers;
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
  private final Hints hints;
  private final Predicate<Adu> isAnswer;
  private long firstBy;
  private boolean echoing;
  private boolean heardItself;
  private boolean answeredByItself;
  // There is nothing to look at before so many bytes are there or the moment has come.
  private int wanted;
  private long until;

  /**
   * @param frame the request as it was sent
   * @param firstBy by when the answer's first byte must be there
   * @param echo whether what is sent comes back first
   * @param isAnswer takes note of a frame that came, and tells whether it is this request's answer
   */
  RtuExchange(
      String name,
      Inbox inbox,
      LineTiming timing,
      Adu request,
      byte[] frame,
      long firstBy,
      boolean echo,
      Hints hints,
      Predicate<Adu> isAnswer) {
    this.name = name;
    this.inbox = inbox;
    this.timing = timing;
    this.request = request;
    this.frame = frame;
    this.firstBy = firstBy;
    this.echoing = echo;
    this.hints = hints;
    this.isAnswer = isAnswer;
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

  /** Whether the request comes back now, so that its echo passed for the answer. */
  boolean cameAgain(byte[] bytes) {
    return answeredByItself && startsWith(bytes, frame);
  }

  /** The answer's first byte must be there by then, if not before. */
  void answerBy(long moment) {
    if (moment - firstBy < 0) {
      until = until == firstBy ? moment : until;
      firstBy = moment;
    }
  }

  private void listen(int bytes, long moment) {
    wanted = bytes;
    until = moment;
  }

  /** Guess at what came; empty while there is more to wait for. */
  Optional<Outcome> look(long now) {
    while (inbox.isDown() || inbox.length() >= wanted || now - until >= 0) {
      if (inbox.isDown()) {
        return Optional.of(new Outcome.Down(true, true));
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
    boolean answered =
        AnswerReading.of(bytes, 0, false) instanceof AnswerReading.Frame whole
            && whole.adu().unit() == request.unit()
            && Answers.fits(request.pdu(), whole.adu().pdu());
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
    AnswerReading reading = AnswerReading.of(bytes, 0, false);
    if (reading instanceof AnswerReading.Incomplete incomplete && bytes.length > 0) {
      long end = endOf(incomplete);
      if (now - end < 0) {
        listen(Math.max(incomplete.length(), bytes.length + 1), end);
        return Optional.empty();
      }
      reading = AnswerReading.of(bytes, 0, true);
    }
    if (reading instanceof AnswerReading.Frame whole) {
      return take(whole, bytes);
    }
    boolean noFrame = reading instanceof AnswerReading.Garbled;
    boolean echoed = noFrame && startsWith(bytes, frame);
    heardItself |= echoed;
    int at = noFrame ? answerBehindNoise(bytes) : 0;
    if (at > 0) {
      inbox.discard(at);
      listen(SHORTEST_ANSWER, now); // it is there: the next look takes it
      return Optional.empty();
    }
    if (echoed) {
      inbox.discard(frame.length); // the answer is still to come
      listen(SHORTEST_ANSWER, firstBy);
      return Optional.empty();
    }
    return noFrame ? garbled(bytes, now) : throwAway(bytes);
  }

  /** A frame is the answer, or one that was owed, or nobody's. */
  private Optional<Outcome> take(AnswerReading.Frame whole, byte[] bytes) {
    boolean isEcho = startsWith(bytes, frame) && whole.length() == frame.length;
    inbox.discard(whole.length());
    if (isAnswer.test(whole.adu())) {
      answeredByItself = isEcho;
      if (!Answers.fits(request.pdu(), whole.adu().pdu())) {
        hints.answeredOtherwise();
      }
      return Optional.of(new Outcome.Answered(whole.adu().pdu()));
    }
    LOG.debug("{}: answers something else: {}", name, whole.adu());
    listen(SHORTEST_ANSWER, firstBy);
    return Optional.empty();
  }

  private Optional<Outcome> garbled(byte[] bytes, long now) {
    hints.noise(bytes);
    if (isAttempt(bytes)) {
      return Optional.of(new Outcome.Garbled(!isWhole(bytes)));
    }
    long silent = inbox.lastAt() + timing.frameSilence();
    if (now - silent < 0 && now - firstBy - timing.longestFrame() < 0) {
      listen(bytes.length + 1, silent); // the answer may follow the noise
      return Optional.empty();
    }
    return throwAway(bytes);
  }

  /** Where the answer begins behind noise such as a driver makes that is switched on; 0 if not. */
  private int answerBehindNoise(byte[] bytes) {
    for (int from = 1; from < bytes.length; from++) {
      if ((bytes[from] & 0xFF) == request.unit()
          && AnswerReading.of(bytes, from, true) instanceof AnswerReading.Frame whole
          && Answers.fits(request.pdu(), whole.adu().pdu())) {
        return from;
      }
    }
    return 0;
  }

  /** When nothing more can belong to a frame that has begun. */
  private long endOf(AnswerReading.Incomplete frame) {
    long first = inbox.firstAt();
    return frame.length() > 0
        ? first + timing.transmission(frame.length()) + timing.frameSilence()
        : Math.min(timing.longestFrame(), inbox.lastAt() - first + timing.frameSilence()) + first;
  }

  private Optional<Outcome> throwAway(byte[] bytes) {
    if (bytes.length > 0) {
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
