package org.evsebridge.simulator.api;

import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.registers.RequestText;
import org.evsebridge.simulator.line.BusTransaction;
import org.evsebridge.simulator.line.FaultRule;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.time.SimulatedClock;
import org.evsebridge.simulator.time.Ticking;

/**
 * Hears of every Modbus transaction and of every step of the station: keeps the last transactions
 * in words and how the run went, and tells the {@link Events} what changed. Thread-safe.
 */
public final class ActivityLog {
  /** How many transactions are kept. */
  static final int KEPT = 1000;

  private final Events events = new Events();
  private final RunHistory history = new RunHistory();
  private final Deque<Noted> entries = new ArrayDeque<>();
  private final Map<String, Asked> lastAsked = new HashMap<>();
  private final Object looking = new Object();
  private volatile Optional<Station> watched = Optional.empty();
  private Optional<StateView.Watched> before = Optional.empty();
  private final InstantSource time;
  private long count;

  /** Tells the time by the machine's clock. */
  public ActivityLog() {
    this(InstantSource.system());
  }

  /**
   * @param time real time, for what happens on the lines
   */
  ActivityLog(InstantSource time) {
    this.time = time;
  }

  /**
   * A transaction in words.
   *
   * @param number counted from 1
   * @param at when it was answered, in real time
   * @param client who asked
   * @param answer what was answered; empty for silence
   * @param faults what went wrong on the line
   */
  record Entry(
      long number,
      String at,
      String line,
      String client,
      int unit,
      String request,
      Optional<String> answer,
      List<String> faults) {}

  /** Takes note of a transaction; words are made of it when somebody wants them. */
  public void transaction(BusTransaction seen) {
    Noted noted;
    synchronized (this) {
      count++;
      noted = new Noted(count, time.instant(), seen);
      entries.addLast(noted);
      lastAsked.put(seen.line(), new Asked(seen.client(), noted.at));
      if (entries.size() > KEPT) {
        entries.removeFirst();
      }
    }
    events.send("transaction", noted::entry);
  }

  /** A transaction, its number and its time. */
  private record Noted(long number, Instant at, BusTransaction seen) {
    Entry entry() {
      Adu request = seen.request();
      return new Entry(
          number,
          text(at),
          seen.line(),
          seen.client(),
          request.unit(),
          RequestText.ofRequest(request.pdu()),
          seen.answer().map(answer -> RequestText.ofAnswer(request.pdu(), answer.pdu())),
          seen.faults().stream().map(FaultRule::text).toList());
    }
  }

  /** A moment of real time, in the zone of all that is told. */
  static String text(Instant at) {
    return ISO_OFFSET_DATE_TIME.format(
        at.truncatedTo(ChronoUnit.MILLIS).atZone(SimulatedClock.ZONE));
  }

  /** How many transactions there have been. */
  public synchronized long count() {
    return count;
  }

  /** Who asked last on a line, and when that was answered in real time. */
  record Asked(String client, Instant at) {}

  synchronized Optional<Asked> lastAsked(String line) {
    return Optional.ofNullable(lastAsked.get(line));
  }

  /** Forgets what happened; numbers go on, so that nobody takes a new one for an old one. */
  synchronized void clear() {
    entries.clear();
    lastAsked.clear();
    history.clear();
  }

  RunHistory history() {
    return history;
  }

  /** The last transactions of a line, oldest first. */
  synchronized List<Entry> last(String line, int most) {
    List<Noted> ofLine =
        entries.stream().filter(noted -> noted.seen().line().equals(line)).toList();
    return ofLine.subList(Math.max(0, ofLine.size() - most), ofLine.size()).stream()
        .map(Noted::entry)
        .toList();
  }

  Events events() {
    return events;
  }

  /**
   * The station as the driver is to tick it: after each step the events tell what changed.
   *
   * @param ticked ticks the station, and perhaps more
   */
  public Ticking watching(Station station, Ticking ticked) {
    watched = Optional.of(station);
    return step -> {
      ticked.tick(step);
      if (history.isDue(step)) {
        station.ask(
            models -> {
              history.note(models);
              return null;
            });
      }
      look();
    };
  }

  /** Tells what changed since it was looked last; a listener hears of what changes from now on. */
  void look() {
    synchronized (looking) {
      Optional<StateView.Watched> now =
          events.hasListeners()
              ? watched.map(station -> station.ask(StateView::watched))
              : Optional.empty();
      now.ifPresent(is -> before.ifPresent(was -> is.tellChanges(was, events)));
      before = now;
    }
  }
}
