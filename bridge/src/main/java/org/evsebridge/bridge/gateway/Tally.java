package org.evsebridge.bridge.gateway;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.status.BusCounters;

/** Counts what a line, a unit or a client sees. Thread-safe. */
final class Tally {
  private final String name;
  private final LongSupplier clock;
  private final long start;
  private final Map<Integer, Long> exceptions = new HashMap<>();
  private final Histogram latencies = new Histogram();
  private long requests;
  private long transactions;
  private long merged;
  private long cacheHits;
  private long answers;
  private long timeouts;
  private long garbled;
  private long foreign;
  private long busy;
  private OptionalLong lastAnswer = OptionalLong.empty();
  private OptionalLong lastFailure = OptionalLong.empty();

  /**
   * @param clock as {@link System#nanoTime}
   */
  Tally(String name, LongSupplier clock) {
    this.name = name;
    this.clock = clock;
    this.start = clock.getAsLong();
  }

  /** A request got its answer, some nanoseconds after it came. */
  synchronized void answered(Reply reply, long latency) {
    requests++;
    latencies.add(latency);
    cacheHits += reply.isFromCache() ? 1 : 0;
    Pdu answer = reply.answer();
    if (answer.isException() && answer.length() > 1) {
      exceptions.merge(answer.u8(1), 1L, Long::sum);
    }
  }

  /** A transaction was on the line for some time, in nanoseconds. */
  synchronized void transaction(Transaction transaction, Outcome outcome, long nanos) {
    transactions++;
    merged += Math.max(0, transaction.served().size() - 1);
    busy += nanos;
    answers += outcome instanceof Outcome.Answered ? 1 : 0;
    timeouts += outcome instanceof Outcome.Silent ? 1 : 0;
    garbled += outcome instanceof Outcome.Garbled ? 1 : 0;
    if (outcome instanceof Outcome.Answered) {
      lastAnswer = OptionalLong.of(clock.getAsLong());
    } else if (outcome instanceof Outcome.Failed) {
      lastFailure = OptionalLong.of(clock.getAsLong());
    }
    foreign += outcome instanceof Outcome.OtherUnit ? 1 : 0;
  }

  /** A frame came that answers nothing under way. */
  synchronized void foreign() {
    foreign++;
  }

  synchronized BusCounters counters(int waiting) {
    return new BusCounters(
        name,
        requests,
        transactions,
        merged,
        cacheHits,
        answers,
        timeouts,
        garbled,
        foreign,
        exceptions,
        waiting,
        Duration.ofNanos(busy),
        Duration.ofNanos(clock.getAsLong() - start),
        Duration.ofNanos(latencies.quantile(0.5)),
        Duration.ofNanos(latencies.quantile(0.99)),
        age(lastAnswer),
        age(lastFailure));
  }

  private Optional<Duration> age(OptionalLong at) {
    return at.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(clock.getAsLong() - at.getAsLong()));
  }
}
