package org.evsebridge.bridge.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.config.gateway.LineConfig;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.process.Threads;
import org.evsebridge.bridge.status.BusCounters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line and the queue in front of it: transaction after transaction is taken from the queue and
 * performed. The thread that hears an answer begins the next transaction itself, so that the line
 * does not wait for another to wake up; the bus's own thread does what is due at a moment, and
 * begins when the line was idle, as writing may block. {@link #submit}, {@link #supersede} and
 * {@link #forget} may be called from any thread and do not block.
 */
final class Bus implements Line.Watcher, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
  private static final long CLOSE_MILLIS = 2_000;

  /** How long the line rests after a fault that struck no transaction and may come again. */
  private static final long FAULT_PAUSE_NANOS = 100_000_000;

  private final String name;
  private final Line line;
  private final Devices devices;
  private final ScheduledExecutorService timer;
  private final TransactionLog log;
  private final Tally tally;
  private final Thread thread;
  private final Alarm alarm;
  private volatile boolean closed;
  // Held by who works with the line, which may take as long as a write does; before the lock.
  private final Object turn = new Object();
  private Optional<Transaction> current = Optional.empty();
  private long began;
  // Held for moments only.
  private final Object lock = new Object();
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
    this.thread = Threads.daemon("bus " + name, this::run);
    this.alarm = new Alarm(thread);
  }

  /**
   * Starts to keep a line up and to serve it.
   *
   * @param timer calls back when a deadline passes; nothing on it blocks
   */
  static Bus start(LineConfig config, Line line, Devices devices, ScheduledExecutorService timer) {
    Bus bus = new Bus(config, line, devices, timer);
    bus.thread.start();
    line.start(bus);
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

  @Override
  public void up() {
    synchronized (lock) {
      dispatcher.lineUp();
    }
    wake();
  }

  @Override
  public void down() {
    List<Reply> replies;
    synchronized (lock) {
      replies = dispatcher.lineDown();
    }
    hand(replies);
    step();
  }

  @Override
  public void heard() {
    step();
  }

  /** Takes a request; its client gets an answer unless it is forgotten first. */
  void submit(Request request) {
    Optional<Reply> reply;
    boolean wasIdle;
    synchronized (lock) {
      reply = dispatcher.submit(request, System.nanoTime());
      expireBy(request.deadline());
      wasIdle = idle;
      idle = false;
    }
    if (wasIdle) {
      wake();
    }
    reply.ifPresent(this::hand);
  }

  /** Has the bus's thread look what is to be done. */
  private void wake() {
    alarm.by(System.nanoTime());
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

  /** What goes wrong with one client costs no other its answer, and not the thread that came. */
  private void hand(Reply reply) {
    try {
      handOut(reply);
    } catch (RuntimeException e) {
      fault(e);
    }
  }

  private void handOut(Reply reply) {
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

  private void fault(RuntimeException e) {
    LOG.error("{}: a fault of the bridge, please report it: {}", name, e.toString());
    LOG.debug("{}: the fault", name, e);
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
    List<Reply> expired;
    synchronized (lock) {
      expired = expired(System.nanoTime());
    }
    hand(expired);
  }

  private List<Reply> expired(long now) {
    if (expiry.isEmpty() || now - expiry.getAsLong() < 0) {
      return List.of();
    }
    List<Reply> expired = dispatcher.expire(now);
    expiry = OptionalLong.empty();
    dispatcher.nextDeadline().ifPresent(this::expireBy);
    return expired;
  }

  private void run() {
    try {
      while (true) {
        alarm.await();
        step();
      }
    } catch (InterruptedException e) {
      LOG.debug("{}: bus ended", name);
    }
  }

  /** Does all that can be done by now. */
  private void step() {
    List<Reply> replies = new ArrayList<>();
    synchronized (turn) {
      alarm.by(advanceInSpiteOfFaults(replies));
    }
    hand(replies); // after the next request is on its way: the line comes first
  }

  /** A fault of the bridge ends the transaction that it struck, not the line. */
  private long advanceInSpiteOfFaults(List<Reply> replies) {
    try {
      return advance(replies);
    } catch (RuntimeException e) {
      fault(e);
      long now = System.nanoTime();
      if (current.isEmpty()) {
        return now + FAULT_PAUSE_NANOS;
      }
      synchronized (lock) {
        replies.addAll(dispatcher.giveUp(current.get(), now));
      }
      current = Optional.empty();
      return now;
    }
  }

  /**
   * Ends the transaction under way if it is over, and begins the next if there is one.
   *
   * @param replies takes what is to be handed out
   * @return when to look again though nothing happens
   */
  private long advance(List<Reply> replies) {
    while (!closed) {
      long now = System.nanoTime();
      if (current.isPresent()) {
        Optional<Outcome> outcome = line.look(now);
        if (outcome.isEmpty()) {
          return line.lookAt();
        }
        end(outcome.get(), replies);
      } else if (now - line.freeAt() < 0) {
        return line.freeAt();
      } else {
        long free = next(now, replies);
        if (current.isEmpty()) {
          return free;
        }
        began = now;
        line.begin(current.get().adu()).ifPresent(outcome -> end(outcome, replies));
      }
    }
    return System.nanoTime() + Alarm.NEVER_NANOS;
  }

  /**
   * Takes what goes on the line next.
   *
   * @return when to try again if there is nothing
   */
  private long next(long now, List<Reply> replies) {
    synchronized (lock) {
      replies.addAll(expired(now));
      replies.addAll(dispatcher.serveFromCache(now));
      current = dispatcher.next(now);
      idle = current.isEmpty();
      return dispatcher.nextFree().orElse(now + Alarm.NEVER_NANOS);
    }
  }

  private void end(Outcome outcome, List<Reply> replies) {
    Transaction transaction = current.orElseThrow();
    long ended = System.nanoTime();
    synchronized (lock) {
      List<Reply> answers = dispatcher.ended(outcome, began, ended);
      replies.addAll(answers);
      current = Optional.empty(); // what fails from here on costs nobody the answer
      if (answers.size() < transaction.served().size()) { // some wait once more
        dispatcher.nextDeadline().ifPresent(this::expireBy);
      }
    }
    log.transaction(transaction, outcome, began, ended);
    tally.transaction(transaction, outcome, ended - began);
    transaction.lead().client().tally().transaction(transaction, outcome, ended - began);
  }

  /** Stops serving and lets go of the line. */
  @Override
  public void close() {
    closed = true; // without a turn, which a write that hangs may hold
    thread.interrupt();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    line.close();
  }
}
