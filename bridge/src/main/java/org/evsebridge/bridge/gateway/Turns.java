package org.evsebridge.bridge.gateway;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.evsebridge.bridge.config.gateway.LineConfig;
import org.evsebridge.bridge.config.gateway.Upstream;
import org.evsebridge.bridge.modbus.Adu;

/**
 * Which of the requests that wait goes out when: none whose answer could be taken for one that is
 * owed; those that may well cost a time-out behind the others; and a fence where nothing else can
 * settle what is owed. Moments are in nanoseconds and come in from outside. Not thread-safe.
 */
final class Turns {
  /** A request that may well cost a time-out waits at most this long behind the others. */
  private static final long PATIENCE = 2_000_000_000;

  /** After so long what waits for others to be done is tried again. */
  private static final long LOOK_AGAIN = LineShare.AT_IT / 2;

  private final long timeout;
  private final long atMost;
  private final long late;
  private final boolean fencesWanted;
  private final boolean connectionSettles;
  private final boolean answersNameRequests;
  private final BusQueue queue;
  private final LineShare share;
  private final UnitHealth health;
  private final Reservations reservations;
  private final LineGuard guard;
  private final GuardPost post = new GuardPost();
  private final Fences fences;
  private final OwedAnswers owed;
  private Optional<OwedAnswers.Sent> sent = Optional.empty();
  // Until when the time that doubtful requests have cost is paid back, if others are at it.
  private long paidBackAt;
  private long othersAskedAt = -LineShare.AT_IT;
  private boolean paying;
  private boolean echoOwed; // what is under way was answered by an older one's echo

  private enum Turn {
    NOW,
    /** If nothing else goes. */
    LAST,
    /** If nobody else wants the line. */
    YIELDING,
    LATER
  }

  Turns(
      LineConfig config,
      Devices devices,
      BusQueue queue,
      LineShare share,
      UnitHealth health,
      Reservations reservations,
      LineGuard guard) {
    this.timeout = config.times().timeout().toNanos();
    this.atMost = config.late().atMost().toNanos();
    this.late = config.times().late().toNanos();
    this.fencesWanted = config.late().fences();
    this.connectionSettles = config.late().endWithConnection();
    this.answersNameRequests = config.upstream() instanceof Upstream.ModbusTcp;
    this.queue = queue;
    this.share = share;
    this.health = health;
    this.reservations = reservations;
    this.guard = guard;
    this.fences = new Fences(devices);
    this.owed = new OwedAnswers(config.late().quiet().toNanos(), late);
  }

  /** Where the guard's own requests wait. */
  GuardPost post() {
    return post;
  }

  /** A request comes. */
  void asks(Request request, long now) {
    if (request.client().yields()) {
      return; // it takes nothing from anybody, and is owed nothing
    }
    if (!queue.isWaiting(request.client())) {
      share.asks(request.client(), now);
    }
    if (!health.isDoubtful(request.adu())) {
      othersAskedAt = now;
    }
  }

  /** Takes what goes on the line now; empty when nothing may. */
  Optional<Transaction> take(long now) {
    owed.pass(now);
    if (paying && queue.firsts().stream().anyMatch(one -> !health.isDoubtful(one.adu()))) {
      othersAskedAt = now;
    }
    return post.take(unit -> !reservations.isTaken(unit, now), adu -> !isOwedOneLike(adu, now), now)
        .or(() -> queue.take(request -> turn(request, now) == Turn.NOW))
        .or(() -> queue.take(request -> turn(request, now) == Turn.LAST))
        .or(() -> queue.take(request -> turn(request, now) == Turn.YIELDING))
        .or(() -> fence(now));
  }

  /** A transaction goes on the line. */
  void goes(Transaction transaction, long now) {
    sent = Optional.of(transaction).filter(this::isAnsweredInOrder).map(one -> sends(one, now));
    echoOwed = false;
  }

  private boolean isAnsweredInOrder(Transaction transaction) {
    return !answersNameRequests && !transaction.adu().isBroadcast();
  }

  private OwedAnswers.Sent sends(Transaction transaction, long now) {
    if (!transaction.isFence()
        && !isHeldByNothing(
            transaction)) { // what could be taken for its answer was waited for long enough
      owed.mistakable(transaction.adu()).forEach(owed::settle);
    }
    return owed.sent(transaction.adu(), transaction.isFence(), now);
  }

  /** A guard's value: whichever of two echoes comes, the unit holds it. Both stay owed. */
  private boolean isHeldByNothing(Transaction transaction) {
    return transaction.isGuards() || guard.clamps(transaction.adu());
  }

  private boolean isOwedOneLike(Adu adu, long now) {
    return owed.mayStillCome(adu, now) || !owed.mistakable(adu).isEmpty();
  }

  private Turn turn(Request request, long now) {
    if (reservations.keepOff(request, now) || isHeldBack(request, now)) {
      return Turn.LATER;
    }
    if (!request.isRead()) {
      return Turn.NOW;
    }
    if (share.isDeferred(request.client(), now)) {
      return Turn.LATER;
    }
    boolean doubtful = health.isDoubtful(request.adu());
    if (doubtful && isPaying(now)) {
      return Turn.LATER;
    }
    if (request.client().yields()) {
      return Turn.YIELDING;
    }
    return !doubtful || now - request.arrived() >= PATIENCE ? Turn.NOW : Turn.LAST;
  }

  /** Whether others are at it whom doubtful requests have cost time. */
  private boolean isPaying(long now) {
    paying = paying && now - paidBackAt < 0;
    return paying && othersAreAtIt(now);
  }

  /** Whether anybody asks, or has just asked, what is likely to be answered. */
  boolean othersAreAtIt(long now) {
    return now - othersAskedAt < LineShare.AT_IT;
  }

  private boolean isHeldBack(Request request, long now) {
    if (guard.clamps(request.adu())) {
      return false;
    }
    if (owed.mayStillCome(request.adu(), now)) {
      return true;
    }
    List<OwedAnswers.Sent> mistakable = owed.mistakable(request.adu());
    return !mistakable.isEmpty()
        && (canBeFenced(request)
            || mistakable.stream().anyMatch(one -> now - OwedAnswers.lateFrom(one) < atMost));
  }

  /** Whether fences can tell, in the end, that nothing older is to come. */
  private boolean canBeFenced(Request request) {
    return fencesWanted
        && !fences.areIgnoredBy(request.adu().unit())
        && fences.before(request).findAny().isPresent();
  }

  /** The fence that would settle what holds a request back, if it is worth asking. */
  private Optional<Adu> fenceBefore(Request request, List<OwedAnswers.Sent> mistakable) {
    if (!canBeFenced(request) || mistakable.size() >= OwedAnswers.MOST) {
      return Optional.empty();
    }
    OwedAnswers.Sent last = mistakable.get(mistakable.size() - 1);
    return fences.before(request).filter(fence -> owed.wouldProve(fence, last)).findFirst();
  }

  private Optional<Transaction> fence(long now) {
    if (!owed.isAny() || isPaying(now)) {
      return Optional.empty();
    }
    return queue.firsts().stream()
        .filter(request -> !owed.mistakable(request.adu()).isEmpty())
        .filter(request -> !reservations.keepOff(request, now))
        .filter(request -> now - owed.youngest(request.adu().unit()) >= late)
        .flatMap(request -> fenceBefore(request, owed.mistakable(request.adu())).stream())
        .findFirst()
        .map(adu -> Transaction.fence(adu, now));
  }

  /** A device said something. */
  Said said(Adu frame, long now) {
    Optional<OwedAnswers.Sent> answered = owed.heard(frame, now);
    answered.filter(OwedAnswers.Sent::isFence).ifPresent(fence -> fences.answered(frame.unit()));
    if (answered.isEmpty()) {
      return Said.NOTHING_ASKED;
    }
    if (answered.equals(sent)) {
      return Said.ANSWER;
    }
    echoOwed = !frame.pdu().isException() && isEchoOfTheSameValue(answered.get());
    return echoOwed ? Said.ANSWER : Said.LATE;
  }

  /** What is under way writes a guard's value, and so did one whose echo is late. */
  private boolean isEchoOfTheSameValue(OwedAnswers.Sent late) {
    return sent.map(OwedAnswers.Sent::request)
        .filter(guard::clamps)
        .filter(late.request()::equals)
        .isPresent();
  }

  /** What was under way is over. */
  void ended(Transaction transaction, Outcome outcome, boolean doubtful, long began, long ended) {
    boolean silent = outcome instanceof Outcome.Silent;
    if (outcome instanceof Outcome.Failed failed) {
      // A garbled answer of the right length may be one that another unit owed.
      boolean owes = failed.owes() || outcome instanceof Outcome.Garbled && owed.isAny();
      sent.ifPresent(
          one -> {
            if (owes) {
              owed.owe(one, ended, ended + (silent ? 0 : timeout));
            } else {
              owed.settle(one);
            }
          });
    }
    if (echoOwed) {
      sent.ifPresent(one -> owed.owe(one, ended, ended + timeout));
    }
    sent = Optional.empty();
    if (!transaction.isGuards()) {
      account(transaction, silent, doubtful, began, ended);
    }
  }

  /** Who pays for what a transaction took of the line's time. */
  private void account(
      Transaction transaction, boolean silent, boolean doubtful, long began, long ended) {
    long cost = ended - began;
    int served = Math.max(1, transaction.served().size());
    transaction.served().forEach(request -> share.used(request.client(), cost / served));
    if (silent && transaction.isFence()) {
      fences.timedOut(transaction.adu().unit());
    }
    if (silent && (doubtful || transaction.isFence())) {
      paying = true;
      paidBackAt = ended + cost;
    } else if (silent) {
      share.timedOut(transaction.lead().client(), cost, ended);
    } else if (!doubtful) {
      othersAskedAt = ended;
    }
  }

  /** The connection to a converter closed. */
  void connectionLost() {
    if (connectionSettles) {
      owed.clear();
    }
  }

  /** When {@link #take} is worth another try though nothing else happens. */
  OptionalLong nextFree(long now) {
    LongStream requests = queue.firsts().stream().mapToLong(request -> mayGoAt(request, now));
    LongStream guards = post.isEmpty() ? LongStream.empty() : LongStream.of(now + LOOK_AGAIN);
    return LongStream.concat(requests, guards).reduce((a, b) -> a - b < 0 ? a : b);
  }

  private long mayGoAt(Request request, long now) {
    List<OwedAnswers.Sent> mistakable = owed.mistakable(request.adu());
    if (mistakable.isEmpty() || isPaying(now)) {
      return now + LOOK_AGAIN; // it lets others go first: as long as they are at it
    }
    OwedAnswers.Sent last = mistakable.get(mistakable.size() - 1);
    if (fenceBefore(request, mistakable).isPresent()) {
      long fenceAt = owed.youngest(request.adu().unit()) + late;
      return fenceAt - now > 0 ? fenceAt : now + LOOK_AGAIN;
    }
    long forgotten = owed.forgottenAt(last);
    long waitedFor = OwedAnswers.lateFrom(last) + atMost;
    long at = waitedFor - forgotten < 0 && !canBeFenced(request) ? waitedFor : forgotten;
    return at - now > 0 ? at : now + LOOK_AGAIN;
  }
}
