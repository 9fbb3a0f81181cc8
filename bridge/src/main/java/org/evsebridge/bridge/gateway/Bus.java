package org.evsebridge.bridge.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.gateway.LineConfig;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;
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

  /** How long the line rests after a fault that struck no transaction and may come again. */
  private static final long FAULT_PAUSE_NANOS = 100_000_000;

  private final String name;
  private final Line line;
  private final Devices devices;
  private final LineGuard guard;
  private final LongSupplier clock;
  private final Timer timer;
  private final TransactionLog log;
  private final Tally tally;
  private final Map<Integer, Tally> units = new ConcurrentSkipListMap<>(); // at most 256
  private final LineTrouble trouble = new LineTrouble(); // belongs to the turn
  private final Alarm alarm;
  private volatile AnswerListener listener = AnswerListener.NONE;
  private volatile boolean closed;
  // Held by who works with the line, which may take as long as a write does; before the lock.
  private final Object turn = new Object();
  private volatile Optional<Transaction> current = Optional.empty();
  private long began;
  private volatile long timeout; // of the current transaction
  // Held for moments only.
  private final Object lock = new Object();
  private final Dispatcher dispatcher;
  private boolean idle;
  private OptionalLong expiry = OptionalLong.empty(); // no later than any waiting deadline

  /** Calls back at moments of the bus's clock; what it runs does not block. */
  interface Timer {
    void at(long moment, Runnable task);
  }

  /**
   * @param clock as {@link System#nanoTime}
   * @param alarms makes the alarm that does what is given to it
   */
  Bus(
      LineConfig config,
      Line line,
      Devices devices,
      LineGuard guard,
      LongSupplier clock,
      Timer timer,
      Function<Runnable, Alarm> alarms) {
    this.name = config.name();
    this.line = line;
    this.devices = devices;
    this.guard = guard;
    this.clock = clock;
    this.timer = timer;
    this.log = new TransactionLog(devices);
    this.tally = new Tally(name, clock);
    this.dispatcher = new Dispatcher(config, devices, guard);
    this.alarm = alarms.apply(this::step);
  }

  /**
   * Starts to keep a line up and to serve it, by the system's time.
   *
   * @param executor calls back when a deadline passes; nothing on it blocks
   */
  static Bus start(
      LineConfig config,
      Line line,
      Devices devices,
      LineGuard guard,
      ScheduledExecutorService executor) {
    LongSupplier clock = System::nanoTime;
    Timer timer =
        (moment, task) ->
            executor.schedule(task, Math.max(0, moment - clock.getAsLong()), TimeUnit.NANOSECONDS);
    Bus bus =
        new Bus(
            config,
            line,
            devices,
            guard,
            clock,
            timer,
            step -> AlarmThread.start("bus " + config.name(), clock, step));
    bus.open();
    return bus;
  }

  /** Starts to keep the line up. */
  void open() {
    guard.on(this::guardWants);
    line.start(this);
    wake();
  }

  /** Has someone read along, in the place of who did. */
  void listen(AnswerListener one) {
    listener = one;
  }

  /** The clock that requests' moments are of. */
  long now() {
    return clock.getAsLong();
  }

  /** Who waits for the transaction that is on the line, as the log calls them; from any thread. */
  List<String> asking() {
    return current.stream()
        .flatMap(
            transaction ->
                transaction.isGuards()
                    ? Stream.of(transaction.lead().client())
                    : transaction.served().stream().map(Request::client))
        .map(Client::name)
        .distinct()
        .toList();
  }

  /** Who stands between the clients and the units of this line. */
  LineGuard guard() {
    return guard;
  }

  /** What is known of the devices behind this line. */
  Devices devices() {
    return devices;
  }

  /** What the line has seen. */
  BusCounters counters() {
    synchronized (lock) {
      return tally.counters(dispatcher.waiting());
    }
  }

  /** How many requests that are counted in a place wait for the line. */
  int waiting(Tally tally) {
    synchronized (lock) {
      return dispatcher.waiting(tally);
    }
  }

  /** What each unit that was asked, or said something, has seen; by their numbers. */
  Map<Integer, BusCounters> unitCounters() {
    Map<Integer, BusCounters> all = new LinkedHashMap<>();
    units.forEach((unit, tally) -> all.put(unit, tally.counters(0)));
    return all;
  }

  private Tally tally(int unit) {
    Tally known = units.get(unit);
    return known != null
        ? known
        : units.computeIfAbsent(unit, key -> new Tally(name + ", unit " + key, clock));
  }

  @Override
  public void up() {
    synchronized (lock) {
      dispatcher.lineUp();
    }
    wake();
  }

  @Override
  public void interrupted() {
    synchronized (lock) {
      dispatcher.lineInterrupted();
    }
    step();
  }

  @Override
  public boolean said(Adu frame) {
    Said said;
    synchronized (lock) {
      said = dispatcher.said(frame, now());
    }
    if (said != Said.ANSWER) {
      countForeign(frame);
    }
    if (said == Said.NOTHING_ASKED) {
      tell(trouble.failed(frame.unit(), LineTrouble.Kind.FOREIGN, now()));
    }
    return said == Said.ANSWER;
  }

  @Override
  public void late(Adu frame) {
    synchronized (lock) {
      dispatcher.heard(frame, now());
    }
    countForeign(frame);
  }

  private void countForeign(Adu frame) {
    tally.foreign();
    tally(frame.unit()).foreign();
  }

  private void tell(Optional<String> what) {
    what.ifPresent(text -> LOG.warn("{}: {}", name, text));
  }

  private void noteTrouble(int unit, Outcome outcome, long now) {
    if (outcome instanceof Outcome.Answered) {
      tell(trouble.answered(now));
    } else if (outcome instanceof Outcome.Silent) {
      tell(trouble.failed(unit, LineTrouble.Kind.SILENCE, now));
    } else if (outcome instanceof Outcome.Garbled) {
      tell(trouble.failed(unit, LineTrouble.Kind.GARBLED, now));
    } else if (outcome instanceof Outcome.OtherUnit) {
      tell(trouble.failed(unit, LineTrouble.Kind.OTHER_UNIT, now));
    }
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
    Optional<ExceptionCode> refused = refusal(request.adu());
    if (refused.isPresent()) {
      hand(Reply.refused(request, refused.get(), "not past the load guard"));
      return;
    }
    Optional<Reply> reply;
    boolean wake;
    synchronized (lock) {
      reply = dispatcher.submit(request, now());
      expireBy(request.deadline());
      wake = idle || dispatcher.timeout() < timeout;
      idle = false;
    }
    if (wake) {
      wake();
    }
    reply.ifPresent(this::hand);
  }

  /** A guard wants something of a unit. */
  private void guardWants(GuardRequest request) {
    dispatcher.guardWants(request);
    wake();
  }

  /** Has the bus's thread look what is to be done. */
  private void wake() {
    alarm.by(now());
  }

  /** What would get past the guard, openly or inside another frame. */
  private Optional<ExceptionCode> refusal(Adu adu) {
    Set<Integer> guarded = guard.units();
    boolean hides =
        !guarded.isEmpty()
            && HiddenFrames.isAny(
                adu,
                unit -> unit == Adu.BROADCAST || guarded.contains(unit),
                inner -> guard.clamps(inner) || guard.refusal(inner).isPresent());
    return hides ? Optional.of(ExceptionCode.ILLEGAL_DATA_VALUE) : guard.refusal(adu);
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

  /** The client may be gone: what it still wants does not go on the line, which it is told. */
  void giveUp(Client client) {
    List<Reply> replies;
    synchronized (lock) {
      replies = dispatcher.giveUp(client);
    }
    hand(replies);
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
    long latency = now() - request.arrived();
    if (!request.isRead() && reply.why().isEmpty() && !client.wants(request)) {
      log.unanswered(request);
    }
    client.answer(request, reply.answer());
    tally.answered(reply, latency);
    tally(request.adu().unit()).answered(reply, latency);
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
      timer.at(deadline, this::expire);
    }
  }

  private void expire() {
    List<Reply> expired;
    synchronized (lock) {
      expired = expired(now());
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

  /** Does all that can be done by now. */
  void step() {
    List<Reply> replies = new ArrayList<>();
    synchronized (turn) { // as long as answers are handed out, too, so that they keep their order
      alarm.by(advanceInSpiteOfFaults(replies));
      hand(replies); // after the next request is on its way: the line comes first
    }
  }

  /** A fault of the bridge ends the transaction that it struck, not the line. */
  private long advanceInSpiteOfFaults(List<Reply> replies) {
    try {
      return advance(replies);
    } catch (RuntimeException e) {
      fault(e);
      long now = now();
      Optional<Transaction> struck;
      synchronized (lock) {
        struck = current.or(dispatcher::current);
        struck.ifPresent(one -> replies.addAll(dispatcher.giveUp(one, now)));
      }
      struck.ifPresent(one -> tellGuard(one, Optional.empty(), now));
      current = Optional.empty();
      return struck.isPresent() ? now : now + FAULT_PAUSE_NANOS;
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
      long now = now();
      if (current.isPresent()) {
        hurry();
        Optional<Outcome> outcome = line.look(now);
        if (outcome.isEmpty()) {
          return line.lookAt();
        }
        end(outcome.get(), replies);
      } else {
        line.listen(now);
        if (now - line.freeAt() < 0) {
          return line.freeAt();
        }
        long free = next(now, replies);
        if (current.isEmpty()) {
          return free;
        }
        began = now;
        line.begin(current.get().adu(), timeout).ifPresent(outcome -> end(outcome, replies));
      }
    }
    return now() + Alarm.NEVER_NANOS;
  }

  /** Waits no longer than it should now that others wait too. */
  private void hurry() {
    long wanted;
    synchronized (lock) {
      wanted = dispatcher.timeout();
    }
    if (wanted < timeout) {
      timeout = wanted;
      line.hurry(wanted);
    }
  }

  /**
   * Takes what goes on the line next.
   *
   * @return when to try again if there is nothing
   */
  private long next(long now, List<Reply> replies) {
    boolean wanted;
    long free;
    List<GuardRequest> inVain;
    synchronized (lock) {
      replies.addAll(expired(now));
      replies.addAll(dispatcher.serveWithoutLine(now));
      current = dispatcher.next(now);
      timeout = current.isPresent() ? dispatcher.timeout() : 0;
      idle = current.isEmpty();
      wanted = dispatcher.waitsForLine();
      free = idle ? dispatcher.nextFree(now).orElse(now + Alarm.NEVER_NANOS) : now;
      inVain = dispatcher.guardWantsInVain();
    }
    inVain.forEach(request -> request.ended(Optional.empty(), Optional.empty(), now));
    if (wanted) {
      line.wanted();
    }
    return free;
  }

  private void end(Outcome outcome, List<Reply> replies) {
    Transaction transaction = current.orElseThrow();
    long ended = now();
    synchronized (lock) {
      List<Reply> answers = dispatcher.ended(outcome, began, ended);
      replies.addAll(answers);
      current = Optional.empty(); // what fails from here on costs nobody the answer
      if (answers.size() < transaction.served().size()) { // some wait once more
        dispatcher.nextDeadline().ifPresent(this::expireBy);
      }
    }
    tellGuard(
        transaction,
        outcome instanceof Outcome.Answered answered
            ? Optional.of(answered.pdu())
            : Optional.empty(),
        ended);
    if (outcome instanceof Outcome.Answered answered) {
      listener.answered(name, transaction.adu(), answered.pdu());
    }
    log.transaction(transaction, outcome, began, ended);
    tally.transaction(transaction, outcome, ended - began);
    tally(transaction.adu().unit()).transaction(transaction, outcome, ended - began);
    noteTrouble(transaction.adu().unit(), outcome, ended);
    transaction.lead().client().tally().transaction(transaction, outcome, ended - began);
  }

  private void tellGuard(Transaction transaction, Optional<Pdu> answer, long now) {
    transaction
        .guards()
        .ifPresent(request -> request.ended(Optional.of(transaction.adu().pdu()), answer, now));
  }

  /** Stops serving and lets go of the line. */
  @Override
  public void close() {
    closed = true; // without a turn, which a write that hangs may hold
    alarm.close();
    line.close();
  }
}
