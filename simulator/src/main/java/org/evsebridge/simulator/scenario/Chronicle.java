package org.evsebridge.simulator.scenario;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.guard.Change;
import org.evsebridge.bridge.guard.GuardState;
import org.evsebridge.simulator.house.House;
import org.evsebridge.simulator.report.Happening;

/** What happens in a run, a line each for people, in the station's time. Not thread-safe. */
final class Chronicle {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter DATE_AND_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  /** Numbers differ each time; what is alike but for them is of one kind. */
  private static final Pattern NUMBER = Pattern.compile("\\b\\d+(\\.\\d+)?\\b");

  private static final Duration DAY = Duration.ofDays(1);

  private final ZonedDateTime start;
  private final long startMillis;
  private final boolean withDates;
  private final TreeMap<Duration, Duration> moved = new TreeMap<>(); // the clock, by how much
  private final List<Repeats.Line> lines = new ArrayList<>();
  private final Map<GuardedModule, Change> ofGuard = new IdentityHashMap<>(); // all of the settings
  private final Map<String, Repeats> bySource = new HashMap<>();
  private long movedMillis; // the last of them
  private int blownFuses;

  /**
   * @param lasts what is longer than a day is told with dates
   */
  Chronicle(ZonedDateTime start, Duration lasts) {
    this.start = start;
    this.startMillis = start.toInstant().toEpochMilli();
    this.withDates = lasts.compareTo(DAY) > 0;
    moved.put(Duration.ZERO, Duration.ZERO);
  }

  /** Notes something that happened so long after the start. */
  void note(Duration sinceStart, String what) {
    lines.add(new Repeats.Line(sinceStart, clock(sinceStart) + " " + what));
  }

  /** Notes what there is to say of something that was done, beyond its words. */
  void noteRemarks(Duration sinceStart, Action action, List<String> remarks) {
    remarks.forEach(remark -> note(sinceStart, action.text() + ": " + remark));
  }

  /**
   * Notes what a source that may speak often says, as {@link Repeats} does.
   *
   * @param source such as "guard", with which the line begins
   */
  void note(Duration sinceStart, String source, String what) {
    note(sinceStart, source, what, source + ": " + what);
  }

  /** Notes what a program outside says of itself, which may be often. */
  void noteOutside(Duration sinceStart, String what) {
    note(sinceStart, "outside", kind(what), what);
  }

  private void note(Duration sinceStart, String source, String kind, String line) {
    bySource
        .computeIfAbsent(source, none -> new Repeats())
        .note(sinceStart, clock(sinceStart), kind, line)
        .ifPresent(lines::add);
  }

  /**
   * Notes what a guard changed, where it limits, lets go or limits further: that a limit rises and
   * that a wish changes which nothing limits explains nothing.
   */
  void noteGuard(Duration sinceStart, List<Change> changes) {
    for (Change change : changes) {
      Change before = ofGuard.put(change.module(), change);
      boolean further =
          before != null
              && change.state() != GuardState.FREE
              && change.granted() < before.granted();
      if (before == null || before.state() != change.state() || further) {
        note(sinceStart, "guard", kind(change), "guard: " + change);
      }
    }
  }

  private static String kind(Change change) {
    GuardedModule module = change.module();
    return module.line() + module + kind(change.toString());
  }

  private static String kind(String text) {
    return NUMBER.matcher(text).replaceAll("#");
  }

  /** Whether the station's clock has been set. */
  boolean isClockSet() {
    return moved.size() > 1;
  }

  /** Begins to count now: the time of a station with ports has gone on since this was made. */
  void begin(Instant clock) {
    movedMillis = clock.toEpochMilli() - startMillis;
    moved.put(Duration.ZERO, Duration.ofMillis(movedMillis));
  }

  /** Notices that the station's clock has been set. */
  void look(Duration sinceStart, Instant clock) {
    long by = clock.toEpochMilli() - sinceStart.toMillis() - startMillis;
    if (by != movedMillis) { // in each step: a clock is set by whole seconds
      movedMillis = by;
      moved.put(sinceStart, Duration.ofMillis(by));
    }
  }

  /** Notes the fuses that have blown since the last time. */
  void noteBlownFuses(Duration sinceStart, House house) {
    for (; blownFuses < house.blownFuses().size(); blownFuses++) {
      House.BlownFuse blown = house.blownFuses().get(blownFuses);
      note(sinceStart, blown.toString());
    }
  }

  /** A time since the start as people read it. */
  String clock(Duration sinceStart) {
    Instant instant =
        start.toInstant().plus(sinceStart).plus(moved.floorEntry(sinceStart).getValue());
    boolean far = withDates || isClockSet() || sinceStart.compareTo(DAY) > 0;
    return (far ? DATE_AND_TIME : TIME).format(instant.atZone(start.getZone()));
  }

  List<Happening> lines() {
    return lines.stream().map(Repeats.Line::happening).toList();
  }
}
