package org.evsebridge.bridge.gateway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Answers;
import org.evsebridge.bridge.modbus.Pdu;

/**
 * Which requests an RTU line's devices may still answer, and whose answer a frame is. A read answer
 * names no address, and an exception not even a count; but a device answers in the order in which
 * it was asked. So of everything that a unit was sent and has not answered, the order is kept, and
 * a frame belongs to the eldest request that it fits: all before that one are settled, as their
 * answers would have come first. For devices that do not quite keep the order, nothing counts as
 * settled by that before some time has passed. What is kept is never less than what is truly owed.
 * Moments are in nanoseconds and come in from outside. Not thread-safe.
 */
final class OwedAnswers {
  /** Beyond so many in one unit, nothing more goes to it until it says something. */
  static final int MOST = 64;

  /** A request that was sent. */
  static final class Sent {
    private final Adu request;
    private final boolean fence;
    private boolean owed;
    private long since;
    private long lateFrom;

    private Sent(Adu request, boolean fence) {
      this.request = request;
      this.fence = fence;
    }

    boolean isFence() {
      return fence;
    }

    /** What was sent. */
    Adu request() {
      return request;
    }
  }

  /** One unit's, the eldest first, the one under way among them. */
  private static final class Unit {
    private final Deque<Sent> sent = new ArrayDeque<>();
    private final List<Sent> passedOver = new ArrayList<>();
    private long heardAt;
  }

  private final long quiet;
  private final long late;
  private final Map<Integer, Unit> units = new HashMap<>();
  private int owed;

  /**
   * @param quiet after how long without a word from a unit it owes nothing any more
   * @param late how long after its time-out an answer may come although a later one has come
   */
  OwedAnswers(long quiet, long late) {
    this.quiet = quiet;
    this.late = late;
  }

  /** A request goes out that a unit is to answer. */
  Sent sent(Adu request, boolean fence, long now) {
    Unit unit = units.computeIfAbsent(request.unit(), key -> new Unit());
    if (unit.sent.isEmpty()) {
      unit.heardAt = now;
    }
    Sent sent = new Sent(request, fence);
    unit.sent.addLast(sent);
    return sent;
  }

  /**
   * Nobody waits any longer for an answer, which may still come.
   *
   * @param lateFrom when it is late: at the time-out, also if the waiting ended before
   */
  void owe(Sent unanswered, long now, long lateFrom) {
    Unit unit = unitOf(unanswered);
    if (!unanswered.owed && unit != null && unit.sent.contains(unanswered)) {
      unanswered.owed = true;
      unanswered.since = now;
      unanswered.lateFrom = lateFrom;
      owed++;
    }
  }

  /** A request is answered, or certain not to be. */
  void settle(Sent sent) {
    Unit unit = unitOf(sent);
    if (unit != null && unit.sent.remove(sent) && sent.owed) {
      owed--;
    }
  }

  /** What was owed will not come. */
  void clear() {
    units.clear();
    owed = 0;
  }

  private Unit unitOf(Sent sent) {
    return units.get(sent.request.unit());
  }

  /**
   * A frame came. Settles the request that it answers and all that the unit was sent before.
   *
   * @return that request; empty when the frame answers nothing
   */
  Optional<Sent> heard(Adu frame, long now) {
    Unit unit = units.get(frame.unit());
    if (unit == null || unit.sent.isEmpty() && unit.passedOver.isEmpty()) {
      return Optional.empty();
    }
    unit.heardAt = now;
    Optional<Sent> answered =
        eldest(unit, request -> Answers.fits(request, frame.pdu()))
            .or(() -> eldest(unit, request -> Answers.answersOtherwise(request, frame.pdu())));
    answered.ifPresent(last -> settleUpTo(unit, last, now));
    return answered.or(() -> passedOver(unit, frame.pdu()));
  }

  private static Optional<Sent> eldest(Unit unit, Predicate<Pdu> condition) {
    return unit.sent.stream().filter(sent -> condition.test(sent.request.pdu())).findFirst();
  }

  private void settleUpTo(Unit unit, Sent last, long now) {
    Sent settled;
    do {
      settled = unit.sent.removeFirst();
      owed -= settled.owed ? 1 : 0;
      if (settled != last && settled.owed && now - settled.since < late) {
        unit.passedOver.add(settled);
      }
    } while (settled != last);
  }

  /** What a device says that has not kept the order. */
  private static Optional<Sent> passedOver(Unit unit, Pdu answer) {
    Optional<Sent> found =
        unit.passedOver.stream()
            .filter(sent -> Answers.fits(sent.request.pdu(), answer))
            .findFirst();
    found.ifPresent(unit.passedOver::remove);
    return found;
  }

  /**
   * Whether an answer that could be taken for the one to a request may still come although a later
   * one has come.
   */
  boolean mayStillCome(Adu request, long now) {
    Unit unit = units.get(request.unit());
    if (unit == null || unit.passedOver.isEmpty()) {
      return false;
    }
    unit.passedOver.removeIf(sent -> now - sent.since >= late);
    return unit.passedOver.stream()
        .anyMatch(sent -> Answers.canBeMistaken(sent.request.pdu(), request.pdu()));
  }

  /** Whether any unit owes something. */
  boolean isAny() {
    return owed > 0;
  }

  /** What a unit owes that could be taken for the answer to a request; the eldest first. */
  List<Sent> mistakable(Adu request) {
    if (owed == 0) {
      return List.of();
    }
    Unit unit = units.get(request.unit());
    if (unit == null) {
      return List.of();
    }
    boolean tooMany = unit.sent.size() >= MOST;
    List<Sent> found = new ArrayList<>();
    for (Sent sent : unit.sent) {
      if (sent.owed && (tooMany || Answers.canBeMistaken(sent.request.pdu(), request.pdu()))) {
        found.add(sent);
      }
    }
    return found;
  }

  /**
   * Whether an answer to a request, an exception too, would prove that something owed is settled:
   * it can be taken for nothing that was sent up to that.
   */
  boolean wouldProve(Adu request, Sent settled) {
    for (Sent sent : unitOf(settled).sent) {
      if (Answers.canBeMistaken(sent.request.pdu(), request.pdu())) {
        return false;
      }
      if (sent == settled) {
        return true;
      }
    }
    return true;
  }

  /** When the unit was last given up on: what it owes is as young as that. */
  long youngest(int unit) {
    return units.get(unit).sent.stream()
        .filter(sent -> sent.owed)
        .mapToLong(sent -> sent.since)
        .reduce((a, b) -> a - b > 0 ? a : b)
        .orElseThrow();
  }

  /** Since when something that is owed is late. */
  static long lateFrom(Sent sent) {
    return sent.lateFrom;
  }

  /** Forgets what is owed since too long by units that have said nothing for as long. */
  void pass(long now) {
    if (owed == 0) {
      return;
    }
    for (Unit unit : units.values()) {
      if (now - unit.heardAt >= quiet) {
        for (Iterator<Sent> i = unit.sent.iterator(); i.hasNext(); ) {
          Sent sent = i.next();
          if (sent.owed && now - sent.lateFrom >= quiet) {
            i.remove();
            owed--;
          }
        }
      }
    }
  }

  /** When {@link #pass} will forget this, if its unit goes on to say nothing. */
  long forgottenAt(Sent sent) {
    long heardAt = unitOf(sent).heardAt;
    return (sent.lateFrom - heardAt > 0 ? sent.lateFrom : heardAt) + quiet;
  }
}
