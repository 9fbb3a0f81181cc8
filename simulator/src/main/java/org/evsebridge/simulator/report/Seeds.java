package org.evsebridge.simulator.report;

import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * Seeds with which a scenario runs.
 *
 * @param values at least one, each once
 */
public record Seeds(SortedSet<Long> values) {
  /** More at once are a mistake of whoever wrote them. */
  private static final int MOST = 1_000_000;

  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

  /** For the message, the schema and the documentation. */
  public static final String WORDS = "seeds such as 1-1000 or 126,300-310";

  public static final String PATTERN = "\\d{1,9}(-\\d{1,9})?(,\\d{1,9}(-\\d{1,9})?)*";

  /** Reads {@code 126,300-310}; empty when it is none. */
  public static Optional<Seeds> parse(String text) {
    SortedSet<Long> seeds = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      Matcher m = RANGE.matcher(part.trim());
      if (!m.matches()) {
        return Optional.empty();
      }
      long first = Long.parseLong(m.group(1));
      long last = m.group(2) == null ? first : Long.parseLong(m.group(2));
      if (first > last || last - first + seeds.size() >= MOST) {
        return Optional.empty();
      }
      LongStream.rangeClosed(first, last).forEach(seeds::add);
    }
    return Optional.of(new Seeds(seeds));
  }

  /** Those of a collection that is not empty. */
  static Seeds of(Collection<Long> seeds) {
    return new Seeds(new TreeSet<>(seeds));
  }

  /** As {@link #parse} reads them. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    long[] all = values.stream().mapToLong(Long::longValue).toArray();
    for (int from = 0; from < all.length; ) {
      int to = from;
      while (to + 1 < all.length && all[to + 1] == all[to] + 1) {
        to++;
      }
      text.append(text.isEmpty() ? "" : ",").append(all[from]);
      text.append(to > from ? "-" + all[to] : "");
      from = to + 1;
    }
    return text.toString();
  }
}
