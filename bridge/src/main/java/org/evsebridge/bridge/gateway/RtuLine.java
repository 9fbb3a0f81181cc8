package org.evsebridge.bridge.gateway;

import java.util.Arrays;
import java.util.Optional;
import org.evsebridge.bridge.config.LineTimes;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.AnswerReading;
import org.evsebridge.bridge.modbus.Answers;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line with RTU frames: serial, or over TCP. */
final class RtuLine implements Line {
  private static final Logger LOG = LoggerFactory.getLogger(RtuLine.class);
  private static final int SHORTEST_ANSWER = Rtu.OVERHEAD + 2; // an exception

  private final String name;
  private final Wire wire;
  private final LineTiming timing;
  private final boolean echo;
  private final long timeout;
  private final long pause;
  private final long broadcastDelay;
  private final Inbox inbox = new Inbox();
  private long restUntil = System.nanoTime();
  private boolean hinted;

  /**
   * @param echo whether what is sent comes back first
   */
  RtuLine(String name, Wire wire, LineTiming timing, LineTimes times, boolean echo) {
    this.name = name;
    this.wire = wire;
    this.timing = timing;
    this.echo = echo;
    this.timeout = times.timeout().toNanos();
    this.pause = Math.max(timing.gap(), times.delay().toNanos());
    this.broadcastDelay = times.broadcastDelay().toNanos();
  }

  @Override
  public void start(Watcher watcher) {
    wire.start(inbox.owner(watcher));
  }

  @Override
  public void rest() throws InterruptedException {
    awaitSilence(Long.MAX_VALUE);
  }

  @Override
  public Outcome exchange(Adu request, long deadline) throws InterruptedException {
    if (!awaitSilence(deadline - System.nanoTime())) {
      return new Outcome.Occupied();
    }
    byte[] frame = Rtu.encode(request);
    inbox.clear();
    long sent = System.nanoTime() + timing.wire(frame.length);
    restUntil = sent + pause;
    if (!wire.write(frame)) {
      return new Outcome.Down(false);
    }
    if (request.isBroadcast()) {
      restUntil = sent + Math.max(pause, broadcastDelay);
      return new Outcome.Sent();
    }
    if (echo) {
      swallowEcho(frame, sent + timeout);
    }
    return awaitAnswer(request, frame, sent + timeout);
  }

  /**
   * Waits until the line has been silent long enough; what comes meanwhile is thrown away.
   *
   * @param patience how long at most
   * @return whether it is silent
   */
  private boolean awaitSilence(long patience) throws InterruptedException {
    long start = System.nanoTime();
    long now = start;
    long from = silentFrom();
    while (now - from < 0) {
      long left = patience - (now - start);
      if (left <= 0) {
        return false;
      }
      inbox.sleep(Math.min(from - now, left));
      now = System.nanoTime();
      from = silentFrom();
    }
    return true;
  }

  private long silentFrom() {
    long afterLast = inbox.lastAt() + pause;
    return restUntil - afterLast > 0 ? restUntil : afterLast;
  }

  /** Takes off what the adapter heard of itself; stops at the first byte that is something else. */
  private void swallowEcho(byte[] frame, long until) throws InterruptedException {
    int came = 0;
    while (came < frame.length && !inbox.isDown() && System.nanoTime() - until < 0) {
      inbox.await(came + 1, until);
      byte[] bytes = inbox.bytes();
      came = bytes.length;
      if (came < frame.length && !startsWith(frame, bytes)) {
        return;
      }
    }
    if (startsWith(inbox.bytes(), frame)) {
      inbox.discard(frame.length);
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  /**
   * Waits for the answer.
   *
   * @param frame the request as it was sent
   * @param firstBy by when the answer's first byte must be there
   */
  private Outcome awaitAnswer(Adu request, byte[] frame, long firstBy) throws InterruptedException {
    int wanted = SHORTEST_ANSWER;
    long until = firstBy;
    while (true) {
      inbox.await(wanted, until);
      if (inbox.isDown()) {
        return new Outcome.Down(true);
      }
      byte[] bytes = inbox.bytes();
      long now = System.nanoTime();
      if (bytes.length == 0 && now - firstBy >= 0) {
        return new Outcome.Silent(true);
      }
      AnswerReading reading = AnswerReading.of(request, bytes, false);
      if (reading instanceof AnswerReading.Incomplete incomplete && bytes.length > 0) {
        long end = endOf(incomplete);
        if (now - end < 0) {
          wanted = Math.max(incomplete.length(), bytes.length + 1);
          until = end;
          continue;
        }
        reading = AnswerReading.of(request, bytes, true);
      }
      Optional<Pdu> answer = answerIn(reading, request, bytes);
      if (answer.isPresent()) {
        restUntil = inbox.lastAt(); // from now on the gap runs from the answer
        return new Outcome.Answered(answer.get());
      }
      if (reading instanceof AnswerReading.Garbled && startsWith(bytes, frame)) {
        hintAtEcho();
        inbox.discard(frame.length); // the answer is still to come
        wanted = SHORTEST_ANSWER;
        until = firstBy;
        continue;
      }
      if (reading instanceof AnswerReading.Garbled && isAttempt(request, bytes)) {
        return new Outcome.Garbled(!isWhole(request, bytes, frame));
      }
      long silent = inbox.lastAt() + timing.frameSilence();
      boolean goesOn = reading instanceof AnswerReading.Garbled && now - silent < 0;
      if (goesOn && now - firstBy - timing.longestFrame() < 0) {
        wanted = bytes.length + 1; // the answer may follow the noise
        until = silent;
        continue;
      }
      throwAway(reading, bytes);
      wanted = SHORTEST_ANSWER;
      until = firstBy;
    }
  }

  /** The answer, also one behind noise such as a driver makes that is switched on. */
  private static Optional<Pdu> answerIn(AnswerReading reading, Adu request, byte[] bytes) {
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
        ? first + timing.wire(frame.length()) + timing.frameSilence()
        : Math.min(timing.longestFrame(), inbox.lastAt() - first + timing.frameSilence()) + first;
  }

  private void throwAway(AnswerReading reading, byte[] bytes) {
    if (reading instanceof AnswerReading.Foreign foreign) {
      LOG.debug("{}: thrown away, answers something else: {}", name, foreign.adu());
      inbox.discard(foreign.length());
    } else if (bytes.length > 0) {
      LOG.debug("{}: thrown away, {} bytes of noise", name, bytes.length);
      inbox.discard(bytes.length);
    }
  }

  private void hintAtEcho() {
    if (!hinted) {
      hinted = true;
      LOG.warn("{}: the adapter hears what it sends itself; set 'echo: true'", name);
    }
  }

  private static boolean isAttempt(Adu request, byte[] bytes) {
    return bytes.length > 1
        && (bytes[0] & 0xFF) == request.unit()
        && (bytes[1] & 0x7F) == request.pdu().function();
  }

  /**
   * Whether a garbled answer has the right answer's length, so that no other will come. What is as
   * long as the request may also be its spoilt echo, with the answer still to come.
   */
  private static boolean isWhole(Adu request, byte[] bytes, byte[] frame) {
    return bytes.length == Answers.expectedLength(request.pdu()) + Rtu.OVERHEAD
        && bytes.length != frame.length;
  }

  @Override
  public void close() {
    wire.close();
  }
}
