package org.evsebridge.bridge.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.evsebridge.bridge.config.gateway.LineConfig;
import org.evsebridge.bridge.config.gateway.LineTimes;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;

/**
 * All that decides what goes on a line and who gets which answer: queue, cache, dead units, what is
 * tried again. No thread and no clock: moments, in nanoseconds, come in from outside. Not
 * thread-safe.
 */
final class Dispatcher {
  private final LineConfig config;
  private final BusQueue queue;
  private final UnitHealth health;
  private final ReadCache cache = new ReadCache();
  private Optional<Transaction> current = Optional.empty();
  private LineState line = LineState.STARTING;

  private enum LineState {
    /** Neither up nor known to be down: requests wait. */
    STARTING,
    UP,
    DOWN
  }

  Dispatcher(LineConfig config) {
    this.config = config;
    this.queue = new BusQueue(config.queue());
    this.health = new UnitHealth(config.times().unitRetry().toNanos());
  }

  /**
   * Takes a request.
   *
   * @return what can be answered at once, which need not be this request
   */
  Optional<Reply> submit(Request request, long now) {
    if (line == LineState.DOWN) {
      return Optional.of(lineIsDown(request));
    }
    if (health.rests(request.adu().unit(), now)) {
      return Optional.of(unitIsSilent(request));
    }
    boolean busyElsewhere =
        queue.isWaiting(request.client())
            || current.filter(transaction -> transaction.serves(request.client())).isPresent();
    Optional<Pdu> kept = busyElsewhere ? Optional.empty() : kept(request, now);
    if (kept.isPresent()) {
      return Optional.of(Reply.fromCache(request, kept.get()));
    }
    if (!request.isRead()) {
      cache.clear();
    }
    return queue
        .add(request)
        .map(newest -> Reply.refused(newest, ExceptionCode.SERVER_DEVICE_BUSY, "queue full"));
  }

  /** A kept answer that may serve a request: no write came since. */
  private Optional<Pdu> kept(Request request, long now) {
    boolean writing = queue.hasWrites() || current.filter(t -> !t.lead().isRead()).isPresent();
    return request.maxAge() == 0 || writing
        ? Optional.empty()
        : request.read().flatMap(read -> cache.get(read, request.maxAge(), now));
  }

  /** Answers the waiting reads that a kept answer serves by now. */
  List<Reply> serveFromCache(long now) {
    List<Reply> replies = new ArrayList<>();
    if (!cache.isEmpty()) {
      for (Request first : queue.firsts()) {
        kept(first, now).ifPresent(answer -> replies.add(Reply.fromCache(first, answer)));
      }
      replies.forEach(reply -> queue.takeTurn(reply.request().client()));
    }
    return replies;
  }

  /** Takes what goes on the line now; empty when nothing may. */
  Optional<Transaction> next(long now) {
    current = line == LineState.UP ? queue.take(now) : Optional.empty();
    current.ifPresent(transaction -> health.asked(transaction.adu().unit(), now));
    return current;
  }

  /**
   * Takes note of how the current transaction ended.
   *
   * @return the answers to those it served, and to others whose unit turned out to be silent
   */
  List<Reply> ended(Outcome outcome, long began, long ended) {
    Transaction transaction = current.orElseThrow();
    current = Optional.empty();
    keep(transaction, outcome, began);
    if (outcome instanceof Outcome.Failed failed && failed.owes()) {
      queue.holdBack(transaction.lead(), owedUntil(outcome, ended));
    }
    List<Reply> replies = new ArrayList<>();
    List<Request> again = new ArrayList<>();
    boolean dead = isDead(transaction.adu().unit(), outcome, ended);
    for (Request request : transaction.served()) {
      Optional<Request> retry =
          dead || line == LineState.DOWN ? Optional.empty() : again(transaction, outcome, request);
      if (retry.isPresent()) {
        again.add(0, retry.get());
      } else {
        replies.add(reply(transaction.lead(), outcome, request));
      }
    }
    again.forEach(queue::putBack);
    if (dead) {
      queue
          .removeIf(request -> request.adu().unit() == transaction.adu().unit())
          .forEach(request -> replies.add(unitIsSilent(request)));
    }
    return replies;
  }

  /**
   * A fault of the bridge struck the transaction under way, which may have been sent.
   *
   * @return what those get that it served
   */
  List<Reply> giveUp(Transaction struck, long now) {
    current = Optional.empty();
    cache.clear();
    LineTimes times = config.times();
    queue.holdBack(struck.lead(), now + times.timeout().toNanos() + times.late().toNanos());
    return struck.served().stream()
        .map(
            request ->
                Reply.refused(
                    request,
                    ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND,
                    "a fault of the bridge"))
        .toList();
  }

  /** Until when a late answer may come: what is no time-out ended before it. */
  private long owedUntil(Outcome outcome, long ended) {
    LineTimes times = config.times();
    boolean timedOut = outcome instanceof Outcome.Silent;
    return ended + times.late().toNanos() + (timedOut ? 0 : times.timeout().toNanos());
  }

  private boolean isDead(int unit, Outcome outcome, long now) {
    if (outcome instanceof Outcome.Answered || outcome instanceof Outcome.Garbled) {
      health.answered(unit);
    }
    return outcome instanceof Outcome.Silent && health.timedOut(unit, now);
  }

  /** Keeps a read's answer, for as long as no write comes. */
  private void keep(Transaction transaction, Outcome outcome, long asked) {
    Optional<ReadSpan> read = transaction.lead().read();
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
  private Optional<Request> again(Transaction transaction, Outcome outcome, Request request) {
    if (!request.client().wants(request)) {
      return Optional.empty();
    }
    boolean refused = outcome instanceof Outcome.Answered answered && answered.pdu().isException();
    boolean failed = outcome instanceof Outcome.Silent || outcome instanceof Outcome.Garbled;
    boolean narrower = !request.read().equals(transaction.lead().read());
    if (narrower && (failed || refused)) {
      return Optional.of(request.onItsOwn());
    }
    return failed && request.isRead() && request.attempts() < config.retries()
        ? Optional.of(request.again())
        : Optional.empty();
  }

  private static Reply reply(Request lead, Outcome outcome, Request request) {
    if (outcome instanceof Outcome.Failed failed) {
      return Reply.of(request, request.refusal(failed.code()));
    }
    if (outcome instanceof Outcome.Answered answered) {
      boolean own = request == lead || answered.pdu().isException();
      return Reply.of(
          request,
          own
              ? answered.pdu()
              : lead.read().orElseThrow().cut(answered.pdu(), request.read().orElseThrow()));
    }
    Pdu sent = request.adu().pdu();
    return Reply.of(request, AccessRules.asIfDone(sent).orElse(sent));
  }

  /** The line went down: nothing that waits will be answered by a device. */
  List<Reply> lineDown() {
    line = LineState.DOWN;
    cache.clear();
    return queue.removeIf(request -> true).stream().map(Dispatcher::lineIsDown).toList();
  }

  void lineUp() {
    line = LineState.UP;
  }

  private static Reply lineIsDown(Request request) {
    return Reply.refused(request, ExceptionCode.GATEWAY_PATH_UNAVAILABLE, "the line is down");
  }

  private static Reply unitIsSilent(Request request) {
    return Reply.refused(
        request, ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND, "the unit has been silent");
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
  OptionalLong nextFree() {
    return queue.nextFree();
  }

  /** The client has gone on to another request: its reads that still wait are of no more use. */
  void supersede(Client client) {
    queue.remove(client, Request::isRead);
  }

  /** The client is gone: what it still wants does not go on the line. */
  void forget(Client client) {
    queue.remove(client, request -> true);
  }

  /** How many requests wait. */
  int waiting() {
    return queue.size();
  }
}
