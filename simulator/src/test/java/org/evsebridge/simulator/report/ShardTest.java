package org.evsebridge.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
  /** Jobs that take as many seconds as they say. */
  private static final Function<Integer, Duration> EXPECTED = Duration::ofSeconds;

  private static List<Integer> shard(String text, List<Integer> jobs) {
    return Shard.parse(text).orElseThrow().of(jobs, EXPECTED);
  }

  @Test
  void theLongJobsAreSharedAsTheyLast() {
    List<Integer> jobs = List.of(1, 10, 1, 1, 3, 1, 1, 2);
    assertThat(shard("1/2", jobs)).containsExactly(10);
    assertThat(shard("2/2", jobs)).containsExactly(1, 1, 1, 3, 1, 1, 2);
    assertThat(shard("1/1", jobs)).isEqualTo(jobs);
  }

  @Test
  void aPartThatNothingFallsToIsEmpty() {
    assertThat(shard("3/3", List.of(5, 5))).isEmpty();
  }

  /** Whatever the jobs: each is in one part, and no part is longer than another by a job. */
  @Test
  void everyJobIsInOnePartAndThePartsTakeAsLong() {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      int count = 1 + random.nextInt(7);
      List<Integer> jobs =
          IntStream.range(0, random.nextInt(50)).mapToObj(j -> 1 + random.nextInt(30)).toList();
      List<Integer> all = new ArrayList<>();
      List<Integer> sums = new ArrayList<>();
      for (int part = 1; part <= count; part++) {
        List<Integer> mine = shard(part + "/" + count, jobs);
        all.addAll(mine);
        sums.add(mine.stream().mapToInt(j -> j).sum());
      }
      assertThat(all).containsExactlyInAnyOrderElementsOf(jobs);
      int longest = jobs.isEmpty() ? 0 : Collections.max(jobs);
      assertThat(Collections.max(sums) - Collections.min(sums)).isLessThanOrEqualTo(longest);
    }
  }

  /** Each machine deals them out before its first run. */
  @Test
  @Timeout(20)
  void manyRunsAreDealtOutToManyMachinesInAMoment() {
    List<Integer> jobs = Collections.nCopies(300_000, 1);
    assertThat(shard("10000/10000", jobs)).hasSize(30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0/2", "3/2", "1", "a/b", "-1/2", "1/0", "1/99999"})
  void whatIsNoneIsNotRead(String text) {
    assertThat(Shard.parse(text)).isEmpty();
  }
}
