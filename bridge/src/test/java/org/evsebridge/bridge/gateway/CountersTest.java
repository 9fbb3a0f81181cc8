package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.status.BusCounters;
import org.junit.jupiter.api.Test;

class CountersTest {
  private static final long MILLI = 1_000_000;

  private final Tally tally = new Tally("/dev/ttyUSB0", System::nanoTime);
  private final Asker a = new Asker("a");

  @Test
  void everyKindOfThingIsCounted() {
    Request read = a.read(5, 3, 0);
    Transaction shared = new Transaction(read, List.of(read, a.read(5, 3, 0)));
    tally.transaction(shared, new Outcome.Answered(Pdu.of(4, 0)), 27 * MILLI);
    tally.transaction(new Transaction(read, List.of(read)), new Outcome.Silent(true), 1000 * MILLI);
    tally.transaction(new Transaction(read, List.of(read)), new Outcome.Garbled(false), MILLI);
    tally.answered(Reply.of(read, Pdu.of(4, 0)), 28 * MILLI);
    tally.answered(Reply.fromCache(read, Pdu.of(4, 0)), MILLI);
    tally.answered(
        Reply.of(read, Pdu.exception(4, ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND)), MILLI);
    BusCounters counters = tally.counters(4);
    assertThat(counters.requests()).isEqualTo(3);
    assertThat(counters.transactions()).isEqualTo(3);
    assertThat(counters.merged()).isEqualTo(1);
    assertThat(counters.cacheHits()).isEqualTo(1);
    assertThat(counters.answers()).isEqualTo(1);
    assertThat(counters.timeouts()).isEqualTo(1);
    assertThat(counters.garbled()).isEqualTo(1);
    assertThat(counters.exceptions()).isEqualTo(Map.of(0x0B, 1L));
    assertThat(counters.waiting()).isEqualTo(4);
    assertThat(counters.busy()).isEqualTo(Duration.ofMillis(1028));
    assertThat(counters.toString())
        .startsWith("/dev/ttyUSB0: 3 requests, 3 transactions, 1 merged, 1 from the cache");
  }

  @Test
  void latenciesAreKnownToWithinAFifth() {
    Histogram histogram = new Histogram();
    for (int i = 1; i <= 1000; i++) {
      histogram.add(i * MILLI);
    }
    assertThat(histogram.quantile(0.5)).isBetween(500 * MILLI, 600 * MILLI);
    assertThat(histogram.quantile(0.99)).isBetween(990 * MILLI, 1200 * MILLI);
    assertThat(new Histogram().quantile(0.5)).isZero();
  }

  @Test
  void anyDurationHasItsPlace() {
    Histogram histogram = new Histogram();
    histogram.add(-5);
    histogram.add(0);
    histogram.add(Long.MAX_VALUE);
    assertThat(histogram.quantile(1)).isPositive();
  }
}
