package org.evsebridge.simulator.meter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.p1.TimeStamp;

/**
 * Telegrams out of a recording, in its cadence, from the first whole second on; at its end it
 * begins anew. What is measured meanwhile does not show in them.
 */
final class RecordedTelegrams implements TelegramSource {
  /** The time of a telegram, and those at which meters on the M-Bus were read: the times of now. */
  private static final Pattern TIME_OF_NOW =
      Pattern.compile("(?m)^(0-0:1\\.0\\.0|0-[1-4]:24\\.[23]\\.[0-9])\\((\\d{12}[SW]?)\\)");

  private final TelegramRecording recording;
  private final boolean shifted;
  private final ZoneId zone;
  private Instant begun;
  private int next;
  private Telegram last;

  RecordedTelegrams(MeterSettings.Replay replay, ZoneId zone, Instant start) {
    this.recording = replay.recording();
    this.shifted = replay.shifted();
    this.zone = zone;
    this.begun = Instant.ofEpochSecond(start.getEpochSecond() + 1);
    this.last = recording.telegrams().get(0).telegram();
  }

  @Override
  public void measured(Reading reading) {
    // It was measured elsewhere.
  }

  @Override
  public void clockMoved(Duration by) {
    begun = begun.plus(by);
  }

  @Override
  public List<byte[]> due(Instant now) {
    List<byte[]> due = new ArrayList<>(1);
    while (!begun.plus(recording.telegrams().get(next).at()).isAfter(now)) {
      last = recording.telegrams().get(next).telegram();
      due.add(shifted ? atTimeOfNow(last) : last.bytes());
      next++;
      if (next == recording.telegrams().size()) {
        next = 0;
        begun = begun.plus(recording.length());
      }
    }
    return due;
  }

  private byte[] atTimeOfNow(Telegram telegram) {
    Telegram first = recording.telegrams().get(0).telegram();
    Duration by =
        first
            .values()
            .time()
            .map(time -> Duration.between(time.in(zone).toInstant(), begun))
            .orElse(Duration.ZERO);
    String moved =
        TIME_OF_NOW
            .matcher(new String(telegram.bytes(), ISO_8859_1))
            .replaceAll(found -> found.group(1) + "(" + moved(found.group(2), by) + ")");
    return switch (telegram.checksum()) {
      case RIGHT, UNPADDED ->
          Telegram.withChecksum(moved.substring(0, moved.lastIndexOf(Telegram.END) + 1)).bytes();
      case WRONG, NONE -> moved.getBytes(ISO_8859_1); // as bad as it was
    };
  }

  private String moved(String stamp, Duration by) {
    Optional<TimeStamp> time = TimeStamp.parse(stamp);
    if (time.isEmpty()) {
      return stamp;
    }
    StringBuilder moved = new StringBuilder();
    Instant instant = time.get().in(zone).toInstant().plus(by);
    if (time.get().season() == TimeStamp.Season.UNKNOWN) {
      MeterTime.appendWithoutSeason(moved, instant, zone);
    } else {
      MeterTime.append(moved, instant, zone);
    }
    return moved.toString();
  }

  @Override
  public double importedKwh() {
    return last.values().importedKwh().orElse(0);
  }

  @Override
  public double exportedKwh() {
    return last.values().exportedKwh().orElse(0);
  }
}
