package org.evsebridge.bridge.gateway;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.config.LineConfig;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.status.BusCounters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line and the queue in front of it. One thread takes transaction after transaction from the
 * queue and performs it; {@link #submit}, {@link #supersede} and {@link #forget} may be called from
 * any thread and do not block.
 */
final class Bus implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
  private static final long CLOSE_MILLIS = 2_000;

  private final String name;
  private final Line line;
  private final Devices devices;
  private final ScheduledExecutorService timer;
  private final TransactionLog log;
  private final Tally tally;
  private final Thread thread;
  private final Object lock = new Object();
  // Guarded by the lock.
  private final Dispatcher dispatcher;
  private boolean idle;
  private OptionalLong expiry = OptionalLong.empty(); // no later than any waiting deadline

  private Bus(LineConfig config, Line line, Devices devices, ScheduledExecutorService timer) {
    this.name = config.name();
    this.line = line;
    this.devices = devices;
    this.timer = timer;
    this.log = new TransactionLog(devices);
    this.tally = new Tally(name);
    this.dispatcher = new Dispatcher(config);
    this.thread = new Thread(this::run, "bus " + name);
    thread.setDaemon(true);
  }

  /**
   * Starts to keep a line up and to serve it.
   *
   * @param timer calls back when a deadline passes; nothing on it blocks
   */
  static Bus start(LineConfig config, Line line, Devices devices, ScheduledExecutorService timer) {
    Bus bus = new Bus(config, line, devices, timer);
    bus.thread.start();
    line.start(
        new Line.Watcher() {
          @Override
          public void up() {
            bus.lineUp();
          }

          @Override
          public void down() {
            bus.lineDown();
          }
        });
    return bus;
  }

  /** What is known of the devices behind this line. */
  Devices devices() {
    return devices;
  }

  BusCounters counters() {
    synchronized (lock) {
      return tally.counters(dispatcher.waiting());
    }
  }

  private void lineUp() {
    synchronized (lock) {
      dispatcher.lineUp();
      wake();
    }
  }

  private void lineDown() {
    List<Reply> replies;
    synchronized (lock) {
      replies = dispatcher.lineDown();
    }
    hand(replies);
  }

  /** Takes a request; its client gets an answer unless it is forgotten first. */
  void submit(Request request) {
    Optional<Reply> reply;
    synchronized (lock) {
      reply = dispatcher.submit(request, System.nanoTime());
      expireBy(request.deadline());
      wake();
    }
    reply.ifPresent(this::hand);
  }

  private void wake() {
    if (idle) {
      idle = false;
      lock.notifyAll();
    }
  }

  /** Answers a request that its client may not make. */
  void refuse(Request request, Pdu answer) {
    hand(
        new Reply(
            request,
            answer,
            Optional.of(answer.isException() ? "not allowed" : "made up, readonly")));
  }

  /** The client has gone on to another request: its reads that still wait are of no more use. */
  void supersede(Client client) {
    synchronized (lock) {
      dispatcher.supersede(client);
    }
  }

  /** The client is gone: what it still wants does not go on the line. */
  void forget(Client client) {
    synchronized (lock) {
      dispatcher.forget(client);
    }
  }

  private void hand(List<Reply> replies) {
    replies.forEach(this::hand);
  }

  private void hand(Reply reply) {
    Request request = reply.request();
    Client client = request.client();
    long latency = System.nanoTime() - request.arrived();
    if (!request.isRead() && reply.why().isEmpty() && !client.wants(request)) {
      log.unanswered(request);
    }
    client.answer(request, reply.answer());
    tally.answered(reply, latency);
    client.tally().answered(reply, latency);
    reply.why().ifPresent(why -> log.answeredHere(request, reply.answer(), why));
  }

  /** Sees to it that {@link #expire} runs when a deadline passes. */
  private void expireBy(long deadline) {
    if (expiry.isEmpty() || deadline - expiry.getAsLong() < 0) {
      expiry = OptionalLong.of(deadline);
      long delay = Math.max(0, deadline - System.nanoTime());
      timer.schedule(this::expire, delay, TimeUnit.NANOSECONDS);
    }
  }

  private void expire() {
    List<Reply> expired = List.of();
    synchronized (lock) {
      long now = System.nanoTime();
      if (expiry.isPresent() && now - expiry.getAsLong() >= 0) {
        expired = dispatcher.expire(now);
        expiry = OptionalLong.empty();
        dispatcher.nextDeadline().ifPresent(this::expireBy);
      }
    }
    hand(expired);
  }

  private void run() {
    try {
      while (true) {
        line.rest();
        perform(next());
      }
    } catch (InterruptedException e) {
      LOG.debug("{}: bus ended", name);
    }
  }

  /** Waits for what goes on the line next. */
  private Transaction next() throws InterruptedException {
    while (true) {
      expire();
      List<Reply> replies;
      Optional<Transaction> next;
      synchronized (lock) {
        long now = System.nanoTime();
        replies = dispatcher.serveFromCache(now);
        next = dispatcher.next(now);
        if (next.isEmpty() && replies.isEmpty()) {
          await(now);
        }
      }
      hand(replies);
      if (next.isPresent()) {
        return next.get();
      }
    }
  }

  /** Waits until something was submitted, or until what is held back may go. */
  private void await(long now) throws InterruptedException {
    OptionalLong free = dispatcher.nextFree();
    idle = true;
    if (free.isPresent()) {
      TimeUnit.NANOSECONDS.timedWait(lock, Math.max(1, free.getAsLong() - now));
    } else {
      lock.wait();
    }
    idle = false;
  }

  private void perform(Transaction transaction) throws InterruptedException {
    long began = System.nanoTime();
    Outcome outcome = exchange(transaction);
    long ended = System.nanoTime();
    List<Reply> replies;
    synchronized (lock) {
      replies = dispatcher.ended(outcome, began, ended);
      if (replies.size() < transaction.served().size()) { // some wait once more
        dispatcher.nextDeadline().ifPresent(this::expireBy);
      }
    }
    log.transaction(transaction, outcome, began, ended);
    tally.transaction(transaction, outcome, ended - began);
    transaction.lead().client().tally().transaction(transaction, outcome, ended - began);
    hand(replies);
  }

  /** A fault in one transaction must not end the bus. */
  private Outcome exchange(Transaction transaction) throws InterruptedException {
    try {
      return line.exchange(transaction.adu(), transaction.lead().deadline());
    } catch (RuntimeException e) {
      LOG.error("{}: a fault of the bridge, please report it: {}", name, e.toString());
      LOG.debug("{}: the fault", name, e);
      return new Outcome.Broken("a fault of the bridge: " + e);
    }
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
