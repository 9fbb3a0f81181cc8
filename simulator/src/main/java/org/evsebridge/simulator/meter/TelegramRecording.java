package org.evsebridge.simulator.meter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.p1.TelegramFramer;
import org.evsebridge.bridge.p1.TimeStamp;

/**
 * Telegrams that somebody recorded, with the cadence in which they came.
 *
 * @param telegrams at least one
 * @param length from the first to the moment when the first comes again
 */
public record TelegramRecording(List<Recorded> telegrams, Duration length) {
  /**
   * @param at since the first telegram
   */
  record Recorded(Duration at, Telegram telegram) {}

  /**
   * Takes telegrams as a port gave them. Their own time stamps say when they came; one whose time
   * stamp is missing or goes back came an interval after the one before.
   *
   * @param bytes telegrams one after the other; where no line ends with CR LF, as in pasted text,
   *     the ends are taken for such
   * @param interval of the meter
   * @return empty when there is no whole telegram in it
   */
  public static Optional<TelegramRecording> of(byte[] bytes, Duration interval) {
    List<Recorded> telegrams = new ArrayList<>();
    LocalDateTime[] before = new LocalDateTime[1];
    new TelegramFramer(
            telegram -> {
              Optional<LocalDateTime> time = telegram.values().time().map(TimeStamp::local);
              Duration since =
                  time.filter(now -> before[0] != null && now.isAfter(before[0]))
                      .map(now -> Duration.between(before[0], now))
                      .orElse(interval);
              before[0] = time.orElse(null);
              telegrams.add(new Recorded(after(telegrams, since), telegram));
            },
            () -> {})
        .take(withLineEnds(bytes));
    return telegrams.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TelegramRecording(
                List.copyOf(telegrams), after(telegrams, usual(telegrams, interval))));
  }

  private static Duration after(List<Recorded> telegrams, Duration since) {
    return telegrams.isEmpty()
        ? Duration.ZERO
        : telegrams.get(telegrams.size() - 1).at().plus(since);
  }

  /** The median of the steps from telegram to telegram. */
  private static Duration usual(List<Recorded> telegrams, Duration interval) {
    List<Duration> steps = new ArrayList<>();
    for (int i = 1; i < telegrams.size(); i++) {
      steps.add(telegrams.get(i).at().minus(telegrams.get(i - 1).at()));
    }
    steps.sort(null);
    return steps.isEmpty() ? interval : steps.get(steps.size() / 2);
  }

  private static byte[] withLineEnds(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    return text.indexOf('\r') >= 0 ? bytes : text.replace("\n", "\r\n").getBytes(ISO_8859_1);
  }
}
