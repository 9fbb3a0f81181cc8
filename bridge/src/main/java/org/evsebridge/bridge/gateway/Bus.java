package org.evsebridge.bridge.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.config.LineConfig;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line and the queue in front of it. One thread takes request after request from the queue and
 * performs it; {@link #submit} and {@link #forget} may be called from any thread and do not block.
 */
final class Bus implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
  private static final int QUEUE_BOUND = 1000;
  private static final long CLOSE_MILLIS = 2_000;

  private final LineConfig config;
  private final Line line;
  private final Thread thread;
  private final Object lock = new Object();
  // Guarded by the lock.
  private final BusQueue queue = new BusQueue(QUEUE_BOUND);
  private boolean down;

  private Bus(LineConfig config, Line line) {
    this.config = config;
    this.line = line;
    this.thread = new Thread(this::run, "bus " + config.name());
    thread.setDaemon(true);
  }

  /** Starts to keep the line up and to serve it. */
  static Bus start(LineConfig config, Line line) {
    Bus bus = new Bus(config, line);
    bus.thread.start();
    line.start(
        new Line.Watcher() {
          @Override
          public void up() {
            bus.down(false);
          }

          @Override
          public void down() {
            bus.down(true);
          }
        });
    return bus;
  }

  private void down(boolean isDown) {
    List<Request> stranded;
    synchronized (lock) {
      down = isDown;
      stranded = isDown ? queue.removeAll() : List.of();
    }
    stranded.forEach(request -> refuse(request, ExceptionCode.GATEWAY_PATH_UNAVAILABLE));
  }

  /** Takes a request; its client gets an answer unless it is forgotten first. */
  void submit(Request request) {
    Optional<ExceptionCode> refusal = refusal(request);
    if (refusal.isPresent()) {
      refuse(request, refusal.get());
      return;
    }
    boolean refused;
    Optional<Request> tooMany = Optional.empty();
    synchronized (lock) {
      refused = down;
      if (!refused) {
        tooMany = queue.add(request);
        lock.notifyAll();
      }
    }
    if (refused) {
      refuse(request, ExceptionCode.GATEWAY_PATH_UNAVAILABLE);
    }
    tooMany.ifPresent(newest -> refuse(newest, ExceptionCode.SERVER_DEVICE_BUSY));
  }

  /** Requests that make no sense on any line. */
  private static Optional<ExceptionCode> refusal(Request request) {
    int function = request.adu().pdu().function();
    if (function == 0 || request.adu().pdu().isException()) {
      return Optional.of(ExceptionCode.ILLEGAL_FUNCTION);
    }
    return request.adu().unit() == Adu.BROADCAST && request.isRead()
        ? Optional.of(ExceptionCode.ILLEGAL_DATA_VALUE)
        : Optional.empty();
  }

  private static void refuse(Request request, ExceptionCode code) {
    request.answer(Pdu.exception(request.adu().pdu().function(), code));
  }

  /** The client is gone: what it still wants does not go on the line. */
  void forget(Client client) {
    synchronized (lock) {
      queue.remove(client);
    }
  }

  private void run() {
    try {
      while (true) {
        line.rest();
        perform(next());
      }
    } catch (InterruptedException e) {
      LOG.debug("{}: bus ended", config.name());
    }
  }

  /** Waits for the request whose turn it is; answers those whose deadline passes meanwhile. */
  private Request next() throws InterruptedException {
    while (true) {
      List<Request> expired;
      Optional<Request> next;
      synchronized (lock) {
        long now = System.nanoTime();
        expired = queue.removeExpired(now);
        next = queue.take(now);
        if (next.isEmpty() && expired.isEmpty()) {
          Optional<Long> change = queue.nextChange(now);
          if (change.isPresent()) {
            TimeUnit.NANOSECONDS.timedWait(lock, Math.max(1, change.get() - now));
          } else {
            lock.wait();
          }
        }
      }
      expired.forEach(request -> refuse(request, ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND));
      if (next.isPresent()) {
        return next.get();
      }
    }
  }

  private void perform(Request request) throws InterruptedException {
    long began = System.nanoTime();
    Outcome outcome = line.exchange(request.adu(), request.deadline());
    long ended = System.nanoTime();
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "{}: {} {}: {}, waited {} ms, line {} ms",
          config.name(),
          request.client().name(),
          request.adu(),
          outcome,
          millis(began - request.arrived()),
          millis(ended - began));
    }
    boolean owed =
        outcome instanceof Outcome.Silent
            || outcome instanceof Outcome.Garbled garbled && !garbled.whole();
    if (owed) {
      synchronized (lock) {
        queue.holdBack(request, ended + config.timeout().toNanos());
      }
    }
    if (outcome instanceof Outcome.Answered answered) {
      request.answer(answered.pdu());
    } else if (outcome instanceof Outcome.Down) {
      refuse(request, ExceptionCode.GATEWAY_PATH_UNAVAILABLE);
    } else if (!(outcome instanceof Outcome.Sent)) {
      refuse(request, ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND);
    }
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
  }

  /** Stops serving and lets go of the line. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    line.close();
  }
}
