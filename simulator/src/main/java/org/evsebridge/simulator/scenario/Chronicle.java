package org.evsebridge.simulator.scenario;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.evsebridge.simulator.house.House;
import org.evsebridge.simulator.report.Happening;

/** What happens in a run, a line each for people, in the station's time. Not thread-safe. */
final class Chronicle {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter DATE_AND_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final Duration DAY = Duration.ofDays(1);

  private final ZonedDateTime start;
  private final DateTimeFormatter format;
  private final List<Happening> lines = new ArrayList<>();
  private int blownFuses;

  /**
   * @param lasts what is longer than a day is told with dates
   */
  Chronicle(ZonedDateTime start, Duration lasts) {
    this.start = start;
    this.format = lasts.compareTo(DAY) > 0 ? DATE_AND_TIME : TIME;
  }

  /** Notes something that happened so long after the start. */
  void note(Duration sinceStart, String what) {
    lines.add(new Happening(sinceStart, clock(sinceStart) + " " + what));
  }

  /** Notes the fuses that have blown since the last time. */
  void noteBlownFuses(House house) {
    for (; blownFuses < house.blownFuses().size(); blownFuses++) {
      House.BlownFuse blown = house.blownFuses().get(blownFuses);
      note(Duration.between(start.toInstant(), blown.at()), blown.toString());
    }
  }

  /** A time since the start as people read it. */
  String clock(Duration sinceStart) {
    Instant instant = start.toInstant().plus(sinceStart);
    return format.format(instant.atZone(start.getZone()));
  }

  List<Happening> lines() {
    return List.copyOf(lines);
  }
}
