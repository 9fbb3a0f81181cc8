package org.evsebridge.bridge.gateway;

import java.time.Duration;
import org.evsebridge.bridge.config.LineConfig;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.AnswerReading;
import org.evsebridge.bridge.modbus.Answers;
import org.evsebridge.bridge.modbus.Rtu;
import org.evsebridge.bridge.serial.HeldDevice;
import org.evsebridge.bridge.serial.SerialDevice;
import org.evsebridge.bridge.serial.SerialException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A serial line with RTU frames. */
final class RtuLine implements Line {
  private static final Logger LOG = LoggerFactory.getLogger(RtuLine.class);
  private static final long BROADCAST_DELAY = Duration.ofMillis(100).toNanos();

  private static final int SHORTEST_ANSWER = Rtu.OVERHEAD + 2; // an exception

  private final LineConfig config;
  private final LineTiming timing;
  private final Inbox inbox = new Inbox();
  private volatile SerialDevice device;
  private HeldDevice held;
  private long restUntil = System.nanoTime();

  RtuLine(LineConfig config) {
    this.config = config;
    this.timing = LineTiming.of(config.settings());
  }

  @Override
  public void start(Watcher watcher) {
    held =
        HeldDevice.hold(
            config.device(),
            config.settings(),
            new HeldDevice.Owner() {
              @Override
              public void opened(SerialDevice opened) {
                inbox.clear();
                device = opened;
                watcher.up();
              }

              @Override
              public void received(byte[] bytes) {
                inbox.put(bytes);
              }

              @Override
              public void lost(SerialException why) {
                device = null;
                inbox.down();
                watcher.down();
              }
            });
  }

  @Override
  public void rest() throws InterruptedException {
    inbox.await(Integer.MAX_VALUE, Math.max(restUntil, quietFrom()));
  }

  /** When the line will have been silent for long enough, if nothing more comes. */
  private long quietFrom() {
    return inbox.lastAt() + Math.max(timing.gap(), config.delay().toNanos());
  }

  @Override
  public Outcome exchange(Adu request, long deadline) throws InterruptedException {
    SerialDevice line = device;
    if (line == null) {
      return new Outcome.Down();
    }
    if (!awaitSilence(deadline)) {
      return new Outcome.Occupied();
    }
    inbox.clear();
    byte[] frame = Rtu.encode(request);
    long sent = System.nanoTime() + timing.wire(frame.length);
    restUntil = sent + Math.max(timing.gap(), config.delay().toNanos());
    try {
      line.write(frame);
    } catch (SerialException e) {
      return new Outcome.Down();
    }
    if (request.unit() == Adu.BROADCAST) {
      restUntil = sent + BROADCAST_DELAY;
      return new Outcome.Sent();
    }
    return awaitAnswer(request, sent + config.timeout().toNanos());
  }

  /** Waits until the line has been silent for the gap; what comes meanwhile is thrown away. */
  private boolean awaitSilence(long deadline) throws InterruptedException {
    long now = System.nanoTime();
    long from = Math.max(restUntil, quietFrom());
    while (now < from) {
      if (now >= deadline) {
        return false;
      }
      inbox.await(Integer.MAX_VALUE, Math.min(from, deadline));
      from = Math.max(restUntil, quietFrom());
      now = System.nanoTime();
    }
    return true;
  }

  /**
   * @param firstBy by when the answer's first byte must be there
   */
  private Outcome awaitAnswer(Adu request, long firstBy) throws InterruptedException {
    int wanted = SHORTEST_ANSWER;
    long until = firstBy;
    while (true) {
      inbox.await(wanted, until);
      if (inbox.isDown()) {
        return new Outcome.Down();
      }
      byte[] bytes = inbox.bytes();
      long now = System.nanoTime();
      if (bytes.length == 0 && now >= firstBy) {
        return new Outcome.Silent();
      }
      AnswerReading reading = AnswerReading.of(request, bytes, false);
      if (reading instanceof AnswerReading.Incomplete incomplete && bytes.length > 0) {
        long end = endOf(incomplete);
        if (now < end) {
          wanted = Math.max(incomplete.length(), bytes.length + 1);
          until = end;
          continue;
        }
        reading = AnswerReading.of(request, bytes, true);
      }
      if (reading instanceof AnswerReading.Answer answer) {
        return new Outcome.Answered(answer.pdu());
      }
      if (reading instanceof AnswerReading.Garbled && isAttempt(request, bytes)) {
        return new Outcome.Garbled(
            bytes.length == Answers.expectedLength(request.pdu()) + Rtu.OVERHEAD);
      }
      throwAway(reading, bytes);
      wanted = SHORTEST_ANSWER;
      until = firstBy;
    }
  }

  /** When nothing more can belong to a frame that has begun. */
  private long endOf(AnswerReading.Incomplete frame) {
    return frame.length() > 0
        ? inbox.firstAt() + timing.wire(frame.length()) + timing.frameSilence()
        : Math.min(inbox.firstAt() + timing.longestFrame(), inbox.lastAt() + timing.frameSilence());
  }

  private void throwAway(AnswerReading reading, byte[] bytes) {
    if (reading instanceof AnswerReading.Foreign foreign) {
      LOG.debug("{}: thrown away, answers something else: {}", config.name(), foreign.adu());
      inbox.discard(foreign.length());
    } else if (bytes.length > 0) {
      LOG.debug("{}: thrown away, {} bytes of noise", config.name(), bytes.length);
      inbox.discard(bytes.length);
    }
  }

  private static boolean isAttempt(Adu request, byte[] bytes) {
    return bytes.length > 1
        && (bytes[0] & 0xFF) == request.unit()
        && (bytes[1] & 0x7F) == request.pdu().function();
  }

  @Override
  public void close() {
    if (held != null) {
      held.close();
    }
  }
}
