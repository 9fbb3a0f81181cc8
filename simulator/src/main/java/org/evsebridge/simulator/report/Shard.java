package org.evsebridge.simulator.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One of several parts of all runs, each for a machine of its own.
 *
 * @param index from 1 to count
 */
public record Shard(int index, int count) {
  /** All runs. */
  public static final Shard WHOLE = new Shard(1, 1);

  /** More machines than that are a mistake of whoever wrote it. */
  private static final int MOST = 10_000;

  /** For messages. */
  public static final String WORDS = "the part and how many there are, such as 2/4";

  private static final Pattern TEXT = Pattern.compile("(\\d{1,5})/(\\d{1,5})");

  /**
   * What a part has been dealt so far.
   *
   * @param at from 0
   */
  private record Part(int at, Duration dealt) {
    static final Comparator<Part> LEAST_FIRST =
        Comparator.comparing(Part::dealt).thenComparing(Part::at);
  }

  /** Reads {@code 2/4}; empty when it is none. */
  public static Optional<Shard> parse(String text) {
    Matcher m = TEXT.matcher(text);
    return m.matches()
        ? Optional.of(new Shard(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2))))
            .filter(s -> s.index >= 1 && s.index <= s.count && s.count <= MOST)
        : Optional.empty();
  }

  /**
   * This part of some jobs, in their order. The longest jobs are dealt out first, each to the part
   * that has least, so that all parts take as long; whoever knows the jobs gets the same parts.
   *
   * @param expected how long a job will take
   */
  public <T> List<T> of(List<T> jobs, Function<T, Duration> expected) {
    List<Integer> longestFirst =
        IntStream.range(0, jobs.size())
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> expected.apply(jobs.get(i))).reversed())
            .toList();
    PriorityQueue<Part> leastFirst = new PriorityQueue<>(count, Part.LEAST_FIRST);
    IntStream.range(0, count).forEach(i -> leastFirst.add(new Part(i, Duration.ZERO)));
    List<Integer> mine = new ArrayList<>();
    for (int job : longestFirst) {
      Part least = leastFirst.remove();
      leastFirst.add(new Part(least.at, least.dealt.plus(expected.apply(jobs.get(job)))));
      if (least.at == index - 1) {
        mine.add(job);
      }
    }
    return mine.stream().sorted().map(jobs::get).toList();
  }

  @Override
  public String toString() {
    return index + "/" + count;
  }
}
