package org.evsebridge.bridge.p1;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time as a telegram writes it: {@code YYMMDDhhmmssX}, X being S in summer and W in winter, which
 * tells the hour that comes twice apart. Meters before DSMR 4 leave X out.
 *
 * @param digits {@code YYMMDDhhmmss}
 * @param local what the digits say
 */
public record TimeStamp(String digits, LocalDateTime local, Season season) {
  private static final Pattern WRITTEN =
      Pattern.compile("(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)([SW]?)");

  private static final ZoneOffset CENTRAL_WINTER = ZoneOffset.ofHours(1);
  private static final ZoneOffset CENTRAL_SUMMER = ZoneOffset.ofHours(2);

  /** What the letter behind the digits says. */
  public enum Season {
    SUMMER,
    WINTER,
    UNKNOWN
  }

  /** Empty for what is no time, such as the 31st of June or what a meter without a clock sends. */
  public static Optional<TimeStamp> parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      return Optional.empty();
    }
    int[] part = new int[6];
    for (int i = 0; i < part.length; i++) {
      part[i] = Integer.parseInt(written.group(i + 1));
    }
    try {
      return Optional.of(
          new TimeStamp(
              text.substring(0, 12),
              LocalDateTime.of(2000 + part[0], part[1], part[2], part[3], part[4], part[5]),
              switch (written.group(7)) {
                case "S" -> Season.SUMMER;
                case "W" -> Season.WINTER;
                default -> Season.UNKNOWN;
              }));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * The moment it means where the meter hangs.
   *
   * @param zone the machine's. One without summer and winter, such as the UTC of containers, says
   *     nothing of the place: then the letter does, as such meters hang where W is an hour ahead of
   *     UTC and S two
   */
  public ZonedDateTime in(ZoneId zone) {
    if (zone.getRules().isFixedOffset() && season != Season.UNKNOWN) {
      return local.atZone(season == Season.SUMMER ? CENTRAL_SUMMER : CENTRAL_WINTER);
    }
    ZonedDateTime time = local.atZone(zone);
    return season == Season.WINTER
        ? time.withLaterOffsetAtOverlap()
        : time.withEarlierOffsetAtOverlap();
  }
}
