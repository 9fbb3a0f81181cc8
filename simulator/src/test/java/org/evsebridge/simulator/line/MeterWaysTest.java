package org.evsebridge.simulator.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MeterWaysTest {
  private static final byte[] TELEGRAM = new byte[1_000];

  private long now;
  private final MeterWays ways = new MeterWays(() -> now, nanos -> now += nanos);

  /** A reader who has read everything after a while. */
  private final class Slow implements MeterWay {
    private final Duration reads;
    private long sentAt;

    Slow(Duration reads) {
      this.reads = reads;
      ways.add(this);
    }

    @Override
    public void send(byte[] telegram) {
      sentAt = now;
    }

    @Override
    public boolean hasRoom(int bytes) {
      assertThat(bytes).isEqualTo(TELEGRAM.length);
      return now - sentAt >= reads.toNanos();
    }
  }

  private Duration sendAndWait() {
    long began = now;
    ways.send(TELEGRAM);
    ways.awaitRoom();
    return Duration.ofNanos(now - began);
  }

  @Test
  void everyWayIsWaitedForUntilItHasRoom() {
    new Slow(Duration.ofMillis(20));
    new Slow(Duration.ofMillis(50));
    assertThat(sendAndWait()).isEqualTo(Duration.ofMillis(50));
    assertThat(sendAndWait()).isEqualTo(Duration.ofMillis(50));
  }

  @Test
  void withoutATelegramNothingIsWaitedFor() {
    new Slow(Duration.ofMillis(20));
    sendAndWait();
    now = 0;
    ways.awaitRoom();
    assertThat(now).isZero();
  }

  @Test
  void aWayThatNobodyReadsIsWaitedForOnceAndAgainWhenItHasBeenRead() {
    new Slow(Duration.ofHours(1));
    new Slow(Duration.ofMillis(20));
    assertThat(sendAndWait()).isEqualTo(Duration.ofSeconds(10));
    assertThat(sendAndWait()).isEqualTo(Duration.ofMillis(20));
  }
}
