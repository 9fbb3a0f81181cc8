package org.evsebridge.bridge.gateway;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;

/**
 * Who has stopped answering: a unit, or only one of its registers. Silence is counted for each
 * function and address of a unit, so that a register that a device does not know harms no other.
 * Three time-outs running at different addresses without a word in between and the whole unit
 * rests, so that one that is unplugged does not cost each of its registers' time-outs; its tries
 * then go round what is asked of it, and any frame of it ends the rest. Moments are in nanoseconds
 * and come in from outside. Not thread-safe.
 */
final class UnitHealth {
  /** So many time-outs running and an address, or a unit, rests. */
  static final int TIMEOUTS = 3;

  /** A unit that has never answered is asked so much less often. */
  static final int NEVER_HEARD = 4;

  /** How many silent addresses are kept; beyond that the eldest is forgotten. */
  static final int BOUND = 2000;

  private static final int MOST_DOUBLINGS = 3; // of the time until a silent address is asked again
  private static final int REFUSED_KEPT = 16;

  private final long retry;
  private final long patience;
  private final Map<Integer, Unit> units = new HashMap<>();
  private final Map<Address, Silence> silent =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Address, Silence> eldest) {
          return size() > BOUND;
        }
      };

  /** What a request asks for. */
  private record Address(int unit, int function, int address) {
    static Address of(Adu adu) {
      Pdu pdu = adu.pdu();
      return new Address(adu.unit(), pdu.function(), pdu.length() >= 3 ? pdu.u16(1) : 0);
    }
  }

  /**
   * How often running an address said nothing.
   *
   * @param last when it last said nothing
   */
  private record Silence(int times, long last, long askAgain) {}

  private static final class Unit {
    private boolean heard;
    private long heardAt;
    private final Set<Address> running = new HashSet<>(); // that timed out since it was heard
    private final Set<Address> tried = new HashSet<>(); // in this rest
    private final Set<Address> refused =
        new HashSet<>(); // in this rest, since they were last tried
    private int fences; // at what a unit of its kind always answers, that timed out since then
    private long silentSince; // the first time-out since then
    private boolean trying;
    private boolean other; // something else than what timed out may be tried at once
    private long askAgain;

    private void isSilent(long now) {
      silentSince = running.isEmpty() ? now : silentSince;
    }

    private boolean rests() {
      return running.size() + fences >= TIMEOUTS;
    }
  }

  /**
   * @param retry how often a unit or an address that rests is asked at most, in nanoseconds
   * @param patience how long after its first time-out a unit may be slow and nothing else, in
   *     nanoseconds: until then no fence makes it rest
   */
  UnitHealth(long retry, long patience) {
    this.retry = retry;
    this.patience = patience;
  }

  /**
   * Whether a request must not go out now: it would only cost the others a time-out.
   *
   * @param othersAtIt whether there are any, so that a unit that never answered costs them once
   */
  boolean rests(Request request, boolean othersAtIt, long now) {
    Unit unit = units.get(request.adu().unit());
    if (unit == null) {
      return false;
    }
    Address address = Address.of(request.adu());
    if (addressRests(unit, request, address, othersAtIt, now)) {
      return true;
    }
    if (!unit.rests() || !request.isRead()) {
      return false; // a write is never refused for a read's silence
    }
    boolean others = unit.refused.stream().anyMatch(other -> !unit.tried.contains(other));
    // For a while: it may be that nobody asks the others any more.
    boolean otherTurn = unit.tried.contains(address) && others && now - unit.askAgain < pause(unit);
    boolean early = now - unit.askAgain < 0 && !(unit.other && !unit.tried.contains(address));
    if (unit.trying ? !unit.heard : early || otherTurn) {
      if (unit.refused.size() < REFUSED_KEPT) {
        unit.refused.add(address);
      }
      return true;
    }
    return false;
  }

  private boolean addressRests(
      Unit unit, Request request, Address address, boolean othersAtIt, long now) {
    Silence silence = silent.get(address);
    if (silence == null) {
      return false;
    }
    boolean spokeSince = unit.heard && unit.heardAt - silence.last > 0;
    int bound = !unit.heard && othersAtIt ? 1 : TIMEOUTS;
    return silence.times >= bound
        && now - silence.askAgain < 0
        && (request.isRead() || !spokeSince);
  }

  /**
   * Whether a request may well cost a time-out: nobody has heard this unit yet, or it rests, or
   * this address of it said nothing when it was last asked.
   */
  boolean isDoubtful(Adu request) {
    Unit unit = units.get(request.unit());
    return unit == null
        || !unit.heard
        || unit.rests()
        || !silent.isEmpty() && silent.containsKey(Address.of(request));
  }

  /** A request goes to a unit; if that rests, this is its one try for now. */
  void asked(Adu request, long now) {
    Unit unit = units.computeIfAbsent(request.unit(), key -> new Unit());
    if (unit.rests()) {
      Address address = Address.of(request);
      if (unit.tried.containsAll(unit.refused) && unit.tried.contains(address)) {
        unit.tried.clear(); // a new round
      }
      tries(unit, address, now);
      unit.trying = true;
    }
  }

  private void tries(Unit unit, Address address, long now) {
    unit.tried.add(address);
    unit.refused.remove(address);
    unit.other = false;
    unit.askAgain = now + pause(unit);
  }

  private long pause(Unit unit) {
    return unit.heard ? retry : NEVER_HEARD * retry;
  }

  /** A request was not answered in time. */
  void timedOut(Adu request, long now) {
    Unit unit = units.computeIfAbsent(request.unit(), key -> new Unit());
    Address address = Address.of(request);
    isSilent(unit, address, now);
    unit.trying = false;
    if (!unit.rests()) {
      unit.isSilent(now);
      unit.running.add(address);
      restsFromNow(unit, now);
    }
  }

  /**
   * A fence was not answered in time: what it asks a part of is silent, or the unit is, if nothing
   * has come of it for long.
   *
   * @param always whether a unit of its kind always answers that
   */
  void fenceTimedOut(Adu fence, boolean always, long now) {
    Unit unit = units.computeIfAbsent(fence.unit(), key -> new Unit());
    Address address = Address.of(fence);
    if (!always) {
      isSilent(unit, address, now);
    }
    if (unit.rests()) {
      tries(unit, address, now);
      return;
    }
    unit.isSilent(now);
    if (now - unit.silentSince < patience) {
      return; // it may only be slow, and what waits will be answered
    }
    if (always) {
      unit.fences++;
      restsFromNow(unit, now);
    } else {
      unit.running.add(address);
      restsFromNow(unit, now);
    }
  }

  private void restsFromNow(Unit unit, long now) {
    if (unit.rests()) {
      unit.tried.addAll(unit.running);
      unit.other = true;
      unit.askAgain = now + pause(unit);
    }
  }

  private void isSilent(Unit unit, Address address, long now) {
    Silence before = silent.remove(address);
    int times = before == null ? 1 : before.times + 1;
    int doublings = Math.min(Math.max(0, times - TIMEOUTS), MOST_DOUBLINGS);
    long pause = unit.heard ? retry << doublings : NEVER_HEARD * retry;
    silent.put(address, new Silence(times, now, now + pause));
  }

  /** A unit said something, whatever it was. */
  void heard(int number, long now) {
    Unit unit = units.computeIfAbsent(number, key -> new Unit());
    unit.heard = true;
    unit.heardAt = now;
    unit.trying = false;
    if (!unit.running.isEmpty() || unit.fences > 0) {
      unit.running.clear();
      unit.fences = 0;
      unit.tried.clear();
      unit.refused.clear();
    }
  }

  /** A request got its answer. */
  void answered(Adu request, long now) {
    heard(request.unit(), now);
    if (!silent.isEmpty()) {
      silent.remove(Address.of(request));
    }
  }

  /** Whether a unit rests. */
  boolean rests(int number) {
    Unit unit = units.get(number);
    return unit != null && unit.rests();
  }

  /** Whether anything was silent of late. */
  boolean isTroubled() {
    return !silent.isEmpty();
  }
}
