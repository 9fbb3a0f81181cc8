package org.evsebridge.bridge.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.evsebridge.bridge.config.gateway.LineConfig;
import org.evsebridge.bridge.config.gateway.LineTimes;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;

/**
 * All that decides what goes on a line and who gets which answer: queue, cache, owed answers,
 * silent units, what is tried again. No thread and no clock: moments, in nanoseconds, come in from
 * outside. Not thread-safe.
 */
final class Dispatcher {
  private final LineConfig config;
  private final LineGuard guard;
  private final LineShare share = new LineShare();
  private final BusQueue queue;
  private final Turns turns;
  private final Reservations reservations;
  private final UnitHealth health;
  private final ReadCache cache = new ReadCache();
  private Optional<Transaction> current = Optional.empty();
  private boolean heardMeanwhile; // the current transaction's unit
  private LineState line = LineState.STARTING;
  private long timesUp;
  private long timesUpThen; // when the current transaction was taken

  private enum LineState {
    /** Neither up nor known to be down: requests wait. */
    STARTING,
    UP,
    DOWN
  }

  Dispatcher(LineConfig config, Devices devices, LineGuard guard) {
    this.config = config;
    this.guard = guard;
    this.queue = new BusQueue(config.queue(), share);
    this.health = new UnitHealth(config.times().unitRetry().toNanos());
    this.reservations = new Reservations(devices);
    this.turns = new Turns(config, devices, queue, share, health, reservations, guard);
  }

  /**
   * Takes a request.
   *
   * @return what can be answered at once, which need not be this request
   */
  Optional<Reply> submit(Request request, long now) {
    guard.asked(request.adu(), request.client().host(), now);
    if (line == LineState.DOWN) {
      return Optional.of(lineIsDown(request));
    }
    if (reservations.isLineTaken(request.client(), now)) {
      return Optional.of(lineIsTaken(request));
    }
    if (rests(request, now)) {
      return Optional.of(isSilent(request));
    }
    boolean busyElsewhere =
        queue.isWaiting(request.client())
            || current.filter(transaction -> transaction.serves(request.client())).isPresent();
    Optional<Pdu> kept = busyElsewhere ? Optional.empty() : kept(request, now);
    if (kept.isPresent()) {
      return Optional.of(fromCache(request, kept.get(), now));
    }
    if (!request.isRead()) {
      cache.clear();
    }
    turns.asks(request, now);
    return queue
        .add(request)
        .map(newest -> Reply.refused(newest, ExceptionCode.SERVER_DEVICE_BUSY, "queue full"));
  }

  private boolean rests(Request request, long now) {
    return health.rests(request, turns.othersAreAtIt(now), now);
  }

  /** A kept answer that may serve a request: no write came since. */
  private Optional<Pdu> kept(Request request, long now) {
    boolean writing =
        queue.hasWrites() || current.filter(t -> !t.lead().isRead() && !t.isGuards()).isPresent();
    return request.maxAge() == 0 || writing
        ? Optional.empty()
        : request.read().flatMap(read -> cache.get(read, request.maxAge(), now));
  }

  private Reply fromCache(Request request, Pdu kept, long now) {
    return Reply.fromCache(request, guard.shown(request.adu(), kept, now));
  }

  /** Answers those that wait in vain by now: a kept answer serves them, or what they ask rests. */
  List<Reply> serveWithoutLine(long now) {
    List<Reply> replies = new ArrayList<>();
    if (!cache.isEmpty()) {
      for (Request first : queue.firsts()) {
        kept(first, now).ifPresent(answer -> replies.add(fromCache(first, answer, now)));
      }
      replies.forEach(reply -> queue.takeTurn(reply.request().client()));
    }
    if (reservations.isLineTaken(Nobody.GATEWAY, now)) {
      queue
          .removeIf(request -> reservations.isLineTaken(request.client(), now))
          .forEach(request -> replies.add(lineIsTaken(request)));
    }
    if (health.isTroubled()) {
      queue
          .removeIf(request -> rests(request, now))
          .forEach(request -> replies.add(isSilent(request)));
    }
    return replies;
  }

  /** Takes what goes on the line now; empty when nothing may. */
  Optional<Transaction> next(long now) {
    current = line == LineState.UP ? turns.take(now) : Optional.empty();
    current = current.map(transaction -> clamped(transaction, now));
    current.ifPresent(transaction -> turns.goes(transaction, now));
    current
        .filter(transaction -> !transaction.served().isEmpty())
        .ifPresent(transaction -> health.asked(transaction.adu(), now));
    heardMeanwhile = false;
    timesUpThen = timesUp;
    return current;
  }

  private Transaction clamped(Transaction transaction, long now) {
    Adu asked = transaction.adu();
    return !transaction.isGuards() && guard.clamps(asked)
        ? transaction.sending(guard.toLine(asked, transaction.lead().client().host(), now))
        : transaction;
  }

  /** What is on the line, or about to be. */
  Optional<Transaction> current() {
    return current;
  }

  /** A guard wants something of a unit. From any thread. */
  void guardWants(GuardRequest request) {
    turns.post().put(request);
  }

  /** What a guard wants in vain, as the line is down. */
  List<GuardRequest> guardWantsInVain() {
    return line == LineState.DOWN ? turns.post().removeAll() : List.of();
  }

  /** How long the answer to the current transaction is waited for, as things stand. */
  long timeout() {
    LineTimes times = config.times();
    boolean brief = current.filter(this::isBrief).isPresent();
    return (brief ? times.absentTimeout() : times.timeout()).toNanos();
  }

  /** A fence's answer counts whenever it comes; so does that of who may not be there at all. */
  private boolean isBrief(Transaction transaction) {
    return transaction.isFence() || queue.size() > 0 && health.isDoubtful(transaction.adu());
  }

  /** A device said something. */
  Said said(Adu frame, long now) {
    heard(frame, now);
    return turns.said(frame, now);
  }

  /** A sign of life of a unit. */
  void heard(Adu frame, long now) {
    health.heard(frame.unit(), now);
    heardMeanwhile |= current.filter(t -> t.adu().unit() == frame.unit()).isPresent();
  }

  /**
   * Takes note of how the current transaction ended.
   *
   * @return the answers to those it served
   */
  List<Reply> ended(Outcome outcome, long began, long ended) {
    Transaction transaction = current.orElseThrow();
    current = Optional.empty();
    boolean doubtful = health.isDoubtful(transaction.adu());
    if (outcome instanceof Outcome.Down down && !down.sent() && timesUp == timesUpThen) {
      line = line == LineState.UP ? LineState.STARTING : line; // it will say so in a moment
    }
    keep(transaction, outcome, began);
    noteHealth(transaction, outcome, ended);
    turns.ended(transaction, outcome, doubtful, began, ended);
    transaction.served().forEach(request -> reservations.ended(request, ended));
    if (outcome instanceof Outcome.Answered answered && !transaction.served().isEmpty()) {
      guard.answered(transaction.adu(), answered.pdu(), ended);
    }
    List<Reply> replies = new ArrayList<>();
    List<Request> again = new ArrayList<>();
    for (Request request : transaction.served()) {
      Optional<Request> retry =
          line == LineState.DOWN || rests(request, ended)
              ? Optional.empty()
              : again(transaction, outcome, request, ended);
      if (retry.isPresent()) {
        again.add(0, retry.get());
      } else {
        replies.add(reply(transaction, outcome, request, ended));
      }
    }
    again.forEach(queue::putBack);
    return replies;
  }

  private void noteHealth(Transaction transaction, Outcome outcome, long now) {
    Adu request = transaction.adu();
    if (outcome instanceof Outcome.Answered
        || outcome instanceof Outcome.Garbled
        || outcome instanceof Outcome.OtherUnit) {
      health.answered(request, now);
    } else if (outcome instanceof Outcome.Silent && !transaction.isGuards()) {
      if (transaction.isFence()) {
        health.fenceTimedOut(request, now);
      } else {
        health.timedOut(request, now);
      }
      if (heardMeanwhile) {
        health.heard(request.unit(), now);
      }
    }
  }

  /**
   * A fault of the bridge struck the transaction under way, which may have been sent.
   *
   * @return what those get that it served
   */
  List<Reply> giveUp(Transaction struck, long now) {
    current = Optional.empty();
    cache.clear();
    turns.ended(struck, new Outcome.Down(true, true), false, now, now);
    return struck.served().stream()
        .map(
            request ->
                Reply.refused(
                    request,
                    ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND,
                    "a fault of the bridge"))
        .toList();
  }

  /** Keeps a read's answer, for as long as no write comes. */
  private void keep(Transaction transaction, Outcome outcome, long asked) {
    Optional<ReadSpan> read = transaction.lead().read();
    if (transaction.isGuards()) {
      return;
    }
    if (read.isEmpty()) {
      cache.clear();
    } else if (outcome instanceof Outcome.Answered answered
        && !answered.pdu().isException()
        && !queue.hasWrites()) {
      transaction.served().stream()
          .filter(request -> request.maxAge() > 0)
          .map(request -> request.read().orElseThrow())
          .forEach(inner -> cache.put(inner, read.get().cut(answered.pdu(), inner), asked));
    }
  }

  /** A served request in the form in which it goes on the line once more; empty when it is done. */
  private Optional<Request> again(
      Transaction transaction, Outcome outcome, Request request, long now) {
    if (!request.client().wants(request)) {
      return Optional.empty();
    }
    boolean refused = outcome instanceof Outcome.Answered answered && answered.pdu().isException();
    boolean failed = outcome instanceof Outcome.Silent || outcome instanceof Outcome.Garbled;
    boolean narrower = !request.read().equals(transaction.lead().read());
    if (narrower && (failed || refused)) {
      return Optional.of(request.onItsOwn());
    }
    boolean inTime = now - request.deadline() < 0;
    return inTime && mayGoAgain(outcome, request) ? Optional.of(request.again()) : Optional.empty();
  }

  private boolean mayGoAgain(Outcome outcome, Request request) {
    if (outcome instanceof Outcome.Down down) {
      return !down.sent() || request.isRead() && line == LineState.STARTING;
    }
    return request.isRead()
        && (outcome instanceof Outcome.Garbled && request.attempts() < config.retries().afterError()
            || outcome instanceof Outcome.Silent
                && request.attempts() < config.retries().afterSilence());
  }

  private Reply reply(Transaction transaction, Outcome outcome, Request request, long now) {
    Request lead = transaction.lead();
    if (outcome instanceof Outcome.Failed failed) {
      return Reply.of(request, request.refusal(failed.code()));
    }
    if (outcome instanceof Outcome.Answered answered) {
      boolean own = request == lead || answered.pdu().isException();
      Pdu answer =
          own
              ? asAsked(transaction, answered.pdu())
              : lead.read().orElseThrow().cut(answered.pdu(), request.read().orElseThrow());
      return Reply.of(request, guard.shown(request.adu(), answer, now));
    }
    Pdu sent = request.adu().pdu();
    return Reply.of(request, AccessRules.asIfDone(sent).orElse(sent));
  }

  /** The echo of what was sent becomes that of what was asked, where a guard has changed it. */
  private static Pdu asAsked(Transaction transaction, Pdu answer) {
    Pdu asked = transaction.lead().adu().pdu();
    Pdu sent = transaction.adu().pdu();
    return !asked.equals(sent) && AccessRules.asIfDone(sent).filter(answer::equals).isPresent()
        ? AccessRules.asIfDone(asked).orElseThrow()
        : answer;
  }

  /** The line went down: nothing that waits will be answered by a device. */
  List<Reply> lineDown() {
    line = LineState.DOWN;
    cache.clear();
    return queue.removeIf(request -> true).stream().map(Dispatcher::lineIsDown).toList();
  }

  /** The line will be back at once: what waits goes on waiting. */
  void lineInterrupted() {
    line = LineState.STARTING;
    turns.connectionLost();
  }

  void lineUp() {
    timesUp++;
    line = LineState.UP;
  }

  /** Whether something waits for a line that is not up. */
  boolean waitsForLine() {
    return line != LineState.UP && (queue.size() > 0 || !turns.post().isEmpty());
  }

  private static Reply lineIsDown(Request request) {
    return Reply.refused(request, ExceptionCode.GATEWAY_PATH_UNAVAILABLE, "the line is down");
  }

  private static Reply lineIsTaken(Request request) {
    return Reply.refused(
        request, ExceptionCode.SERVER_DEVICE_BUSY, "another client speaks to the bootloader");
  }

  private static Reply isSilent(Request request) {
    return Reply.refused(
        request, ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND, "has been silent of late");
  }

  /** Answers the requests whose deadline has passed. */
  List<Reply> expire(long now) {
    return queue.removeExpired(now).stream()
        .map(
            request ->
                Reply.refused(
                    request,
                    ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND,
                    "waited until its deadline"))
        .toList();
  }

  /** When the next deadline passes; empty when nothing waits. */
  OptionalLong nextDeadline() {
    return queue.nextDeadline();
  }

  /** When {@link #next} is worth another try though nothing else happens. */
  OptionalLong nextFree(long now) {
    return line == LineState.UP ? turns.nextFree(now) : OptionalLong.empty();
  }

  /** The client has gone on to another request: its reads that still wait are of no more use. */
  void supersede(Client client) {
    queue.remove(client, Request::isRead);
  }

  /** The client may be gone: what it still wants does not go on the line. */
  List<Reply> giveUp(Client client) {
    return queue.removeIf(request -> request.client() == client).stream()
        .map(
            request ->
                Reply.refused(
                    request,
                    ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND,
                    "its client has ended the connection"))
        .toList();
  }

  /** The client is gone: what it still wants does not go on the line. */
  void forget(Client client) {
    queue.remove(client, request -> true);
    share.forget(client);
    reservations.forget(client);
  }

  /** How many requests wait. */
  int waiting() {
    return queue.size();
  }

  /** How many of them are counted in a place. */
  int waiting(Tally tally) {
    return queue.size(client -> client.tally() == tally);
  }
}
