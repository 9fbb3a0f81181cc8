package org.evsebridge.bridge.config.ser2net;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Clients stay connected while what is behind a connector is away, which is opened again and again
 * until it is there: gensio's filter keepopen.
 *
 * @param retry how long after a failure it is tried again
 * @param discards whether what clients say while it is away, once it has been there, is thrown away
 *     instead of waiting for it
 */
public record KeepOpen(Duration retry, boolean discards) {
  /** Less would be a loop without a pause. */
  private static final Duration LEAST = Duration.ofMillis(10);

  private static final Pattern PART = Pattern.compile("(\\d{1,9})([DHMsmun]?)");

  static KeepOpen read(Gensio keepopen, GensioArguments.Context context) throws Ser2netFault {
    GensioArguments arguments =
        new GensioArguments(GensioName.KEEPOPEN, keepopen.arguments(), context);
    Ser2netFaults faults = new Ser2netFaults();
    Optional<Duration> retry = faults.in(() -> time(arguments, GensioArgument.KEEPOPEN_RETRY_TIME));
    Optional<Boolean> discards =
        faults.in(() -> arguments.flag(GensioArgument.KEEPOPEN_DISCARD_BADWRITES));
    faults.check(arguments::done);
    faults.throwIfAny();
    Duration wished = retry.orElseThrow();
    return new KeepOpen(wished.compareTo(LEAST) < 0 ? LEAST : wished, discards.orElseThrow());
  }

  private static Duration time(GensioArguments arguments, GensioArgument argument)
      throws Ser2netFault {
    String text = arguments.text(argument).orElse("");
    return time(text)
        .orElseThrow(
            () ->
                new Ser2netFault(
                    "'"
                        + argument.key()
                        + "' must be milliseconds, or numbers with D, H, M, s, m, u or n behind"
                        + " each, found '"
                        + text
                        + "'"));
  }

  /** A time as gensio writes it: {@code 1500} ms, {@code 2s}, {@code 1M30s}. */
  private static Optional<Duration> time(String text) {
    Matcher part = PART.matcher(text);
    Duration sum = Duration.ZERO;
    int at = 0;
    while (at < text.length() && part.region(at, text.length()).lookingAt()) {
      boolean unitMissing = part.group(2).isEmpty();
      if (unitMissing && at > 0) {
        return Optional.empty();
      }
      sum =
          sum.plus(
              of(Long.parseLong(part.group(1)), unitMissing ? 'm' : text.charAt(part.end() - 1)));
      at = part.end();
    }
    return at > 0 && at == text.length() ? Optional.of(sum) : Optional.empty();
  }

  private static Duration of(long number, char unit) {
    return switch (unit) {
      case 'D' -> Duration.ofDays(number);
      case 'H' -> Duration.ofHours(number);
      case 'M' -> Duration.ofMinutes(number);
      case 's' -> Duration.ofSeconds(number);
      case 'm' -> Duration.ofMillis(number);
      case 'u' -> Duration.ofNanos(number * 1_000);
      default -> Duration.ofNanos(number);
    };
  }
}
