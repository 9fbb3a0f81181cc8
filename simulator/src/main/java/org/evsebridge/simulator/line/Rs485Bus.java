package org.evsebridge.simulator.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Received;
import org.evsebridge.bridge.process.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A simulated RS485 line: serves one request at a time, wherever it came from, and sends the answer
 * to the one who asked, at the line's pace and with the line's faults.
 *
 * <p>A thread of its own waits and sends where there is something to wait for; on a free line
 * without pace and faults whoever brings a request is served at once. All methods may be called
 * from any thread.
 */
public final class Rs485Bus implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rs485Bus.class);

  /** How many requests may wait; one more is lost, as it would be in a collision. */
  private static final int MOST_WAITING = 256;

  /** What a unit must hear of silence until it knows that a request is over (half characters). */
  private static final int SILENCE_HALF_CHARACTERS = 7;

  private static final long CLOSE_SECONDS = 2;

  /** A way between the line and one client. Called by whoever is on the line, one at a time. */
  interface Link {
    /** How the log calls the client. */
    String name();

    /** How the client came to the line. */
    Way way();

    /** How time passes on this way. */
    Wire wire();

    void send(byte[] bytes);

    /**
     * Cuts the way.
     *
     * @param away how long a serial port is gone; 0 when a connection is only reset
     */
    void cut(Duration away);
  }

  private final String name;
  private final SerialSettings settings;
  private final Function<Adu, List<Adu>> units;
  private final IntPredicate answersAt;
  private final LineFaults faults;
  private final Consumer<BusTransaction> observer;
  private final ScheduledThreadPoolExecutor thread;
  private final Set<Way> ways = ConcurrentHashMap.newKeySet();
  private final AtomicInteger waiting = new AtomicInteger();

  /** Who holds it is on the line. */
  private final ReentrantLock onLine = new ReentrantLock();

  private long freeAt = System.nanoTime();

  /**
   * A line in service.
   *
   * @param units what the units on the line answer; several answers collide
   * @param answersAt whether a unit of an address is there and would answer now
   * @param observer gets each transaction, on the thread that serves it
   */
  public Rs485Bus(
      String name,
      SerialSettings settings,
      Function<Adu, List<Adu>> units,
      IntPredicate answersAt,
      LineFaults faults,
      Consumer<BusTransaction> observer) {
    this.name = name;
    this.settings = settings;
    this.units = units;
    this.answersAt = answersAt;
    this.faults = faults;
    this.observer = observer;
    this.thread = Threads.scheduler("line " + name);
  }

  public String name() {
    return name;
  }

  public SerialSettings settings() {
    return settings;
  }

  public LineFaults faults() {
    return faults;
  }

  /** From now on the line is reached this way too. */
  public void reachedBy(Way way) {
    ways.add(way);
  }

  /** The ways into the line, in the order of their declaration. */
  public Set<Way> ways() {
    Set<Way> sorted = EnumSet.noneOf(Way.class);
    sorted.addAll(ways);
    return sorted;
  }

  /** The time by which the line's faults go. */
  public static Duration now() {
    return Duration.ofNanos(System.nanoTime());
  }

  /** Takes what a client sent; what is no request is lost. */
  void received(Link client, Received received) {
    if (!(received instanceof Received.Frame request)) {
      LOG.debug("{}: no request from {}, lost: {}", name, client.name(), received);
    } else if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      LOG.debug("{}: too many requests are waiting, lost one from {}", name, client.name());
    } else if (!isServedAtOnce(client, request)) {
      long now = System.nanoTime();
      thread.execute(() -> serve(client, request, now));
    }
  }

  /**
   * On a free line without faults nothing has to be waited for where time does not pass: the caller
   * is served on its own thread, which spares two changes of thread for each request.
   */
  private boolean isServedAtOnce(Link client, Received.Frame request) {
    boolean free = client.wire() == Wire.INSTANT && waiting.get() == 1 && !thread.isShutdown();
    if (!free || !faults.isEmpty() || !onLine.tryLock()) {
      return false;
    }
    try {
      waiting.decrementAndGet();
      exchange(client, request, List.of());
      return true;
    } finally {
      onLine.unlock();
    }
  }

  /** Does something later, on the line's thread. */
  void later(Duration delay, Runnable task) {
    thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void serve(Link client, Received.Frame request, long arrived) {
    onLine.lock();
    try {
      waiting.decrementAndGet(); // not before: who came later must not go first
      hear(client, request, arrived);
      exchange(
          client,
          request,
          faults.appliedTo(request.adu(), client.way(), isAnswerable(request.adu()), now()));
    } finally {
      onLine.unlock();
    }
  }

  private void exchange(Link client, Received.Frame request, List<FaultRule> faultsNow) {
    List<FaultRule> applied = new ArrayList<>(faultsNow);
    try {
      List<Adu> answers =
          applied.stream().allMatch(rule -> rule.fault().reachesUnit())
              ? units.apply(request.adu())
              : List.of();
      if (answers.size() > 1) {
        applied.add(0, collision(answers));
      }
      Optional<Adu> answer = answers.size() == 1 ? Optional.of(answers.get(0)) : Optional.empty();
      observer.accept(new BusTransaction(name, client.name(), request.adu(), answer, applied));
      Exchange exchange =
          new Exchange(request.framing(), request.transaction(), request.adu(), answer);
      transmit(client, faults.reply(exchange, applied));
    } catch (RuntimeException e) {
      LOG.error("{}: a request failed, the line goes on: {}", name, e.toString());
      LOG.debug("The failed request {}", request, e);
    }
  }

  private static FaultRule collision(List<Adu> answers) {
    String text = answers.size() + " units of this address answer at once";
    return new FaultRule(new LineFault.Collision(answers), FaultScope.EVERYTHING, text);
  }

  private boolean isAnswerable(Adu request) {
    return request.unit() != Adu.BROADCAST && answersAt.test(request.unit());
  }

  /** Waits until a unit on the line would have heard the request and the silence after it. */
  private void hear(Link client, Received.Frame request, long arrived) {
    if (client.wire().isPaced()) {
      int length = request.framing().encode(request.transaction(), request.adu()).length;
      long begun = Math.max(arrived, freeAt);
      sleepUntil(begun + length * settings.characterNanos() + silenceNanos());
    } else if (client.wire() == Wire.REAL) {
      sleepUntil(arrived + silenceNanos());
    }
  }

  private void transmit(Link client, BusReply reply) {
    if (!reply.delay().isZero()) {
      faults.waitUntil(System.nanoTime() + reply.delay().toNanos());
    }
    if (client.wire().isPaced()) {
      freeAt = new PacedSending(client, settings, faults::waitUntil).send(reply);
    } else {
      sendAtOnce(client, reply);
    }
    reply.mishap().ifPresent(mishap -> client.cut(mishap.away()));
  }

  private void sendAtOnce(Link client, BusReply reply) {
    List<byte[]> pieces = reply.pieces();
    for (int i = 0; i < pieces.size(); i++) {
      if (i > 0) {
        faults.waitUntil(System.nanoTime() + reply.pause().toNanos());
      }
      client.send(pieces.get(i));
    }
  }

  private long silenceNanos() {
    return settings.characterNanos() * SILENCE_HALF_CHARACTERS / 2;
  }

  /** Waits on the line's own thread. */
  static void sleepUntil(long nanoTime) {
    long left = nanoTime - System.nanoTime();
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(left);
      left = nanoTime - System.nanoTime();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
