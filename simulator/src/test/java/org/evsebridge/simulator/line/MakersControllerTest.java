package org.evsebridge.simulator.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.concurrent.CountDownLatch;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.testing.DefaultStation;
import org.evsebridge.simulator.time.RealTimeDriver;
import org.evsebridge.simulator.time.SimulatedClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The maker's load-balancing controller at a module on a line at 9600 baud that keeps its pace.
 * With {@code -Dlong=true} it goes through all of the 3,600 reads.
 */
class MakersControllerTest {
  private static final int START_UP_READS = 100;
  private static final int READS = Boolean.getBoolean("long") ? 3_600 : 150;

  private static final long SECOND = 1_000_000_000;
  private static final String[] WAITED_FOR = {"line rs485", "tap ttyEVSE", "simulated-time"};

  @TempDir private Path dir;
  private final LineFaults faults = new LineFaults(1);
  private Rs485Bus bus;
  private BusTap tap;
  private RealTimeDriver driver;
  private Sketch sketch;

  @BeforeEach
  void start() throws Exception {
    Station station = DefaultStation.at(ZonedDateTime.now(SimulatedClock.ZONE));
    bus = DefaultStation.bus(station, faults, seen -> {});
    tap = BusTap.open(dir.resolve("ttyEVSE"), bus, () -> Wire.PACED);
    driver = RealTimeDriver.start(station);
    CountDownLatch lineRuns = new CountDownLatch(1);
    bus.later(Duration.ZERO, lineRuns::countDown); // its thread begins with its first task
    lineRuns.await();
    sketch = new Sketch(dir.resolve("ttyEVSE"), WAITED_FOR);
  }

  @AfterEach
  void stop() {
    sketch.close();
    driver.close();
    tap.close();
    bus.close();
  }

  @Test
  void anAnswerThatDoesNotComeIsMissedHoweverBusyTheMachineIs() {
    faults.add(
        new FaultRule(new LineFault.NoAnswer(), FaultScope.EVERYTHING, "no answer"),
        Rs485Bus.now());
    assertThat(sketch.read(4, 0x0005, 1)).isNull();
  }

  @Test
  void ofTheThreadsOnlyThoseBetweenControllerAndModuleAreLookedAt() {
    boolean counted = Files.exists(Path.of("/proc/thread-self/schedstat"));
    // a thread of them may just begin
    await()
        .untilAsserted(
            () ->
                assertThat(ProcessorWait.ofCallerAnd(WAITED_FOR).nanos()).hasSize(counted ? 4 : 0));
  }

  @Test
  void itsStartUpTestAndItsReadsAreAnsweredInTimeWithoutOneMiss() {
    assertThat(sketch.read(4, 0x0000, 5)).startsWith(0x4556);
    assertThat(sketch.read(4, 0x0005, 1)).containsExactly(0x2A11);
    assertThat(sketch.read(4, 0x010C, 1)).containsExactly(0x0003);
    for (int i = 0; i < START_UP_READS; i++) {
      assertThat(sketch.read(4, 0x0000, 5)).as("start-up read %d", i).isNotNull();
      assertThat(sketch.read(4, 0x0005, 1)).as("start-up read %d", i).isNotNull();
    }
    assertThat(sketch.write(0x0201, 32)).isTrue();
    assertThat(sketch.write(0x0204, 1)).isTrue();

    // What it writes has 0 in the upper half, which stops the charging for two seconds.
    int limit = 32;
    for (int i = 0; i < READS; i++) {
      int[] block = sketch.read(4, 0x0103, 10);
      assertThat(block).as("read %d", i).isNotNull();
      assertThat(block[0] >> 8).as("errors").isZero();
      assertThat(block[0] & 0xFF).as("state").isBetween(1, 3);
      if (i % 10 == 9) {
        limit = limit == 32 ? 6 : limit + 1;
        assertThat(sketch.write(0x0201, limit)).as("write after read %d", i).isTrue();
        assertThat(sketch.read(4, 0x0102, 1)).containsExactly(32);
        assertThat(sketch.read(3, 0x0201, 1)).containsExactly(limit);
      }
    }
  }

  @Test
  void limitsThatChangeEachSecondStopTheOfferUntilTwoSecondsAfterTheLastOfThem() {
    long wrote = 0;
    for (int limit = 20; limit < 24; limit++) {
      assertThat(sketch.write(0x0201, limit)).isTrue();
      wrote = System.nanoTime();
      while (System.nanoTime() - wrote < SECOND) {
        assertThat(sketch.read(4, 0x0102, 1)).containsExactly(32);
      }
    }
    int[] shown = sketch.read(4, 0x0102, 1);
    while (shown != null && shown[0] == 32 && System.nanoTime() - wrote < 60 * SECOND) {
      shown = sketch.read(4, 0x0102, 1);
    }
    assertThat(shown).containsExactly(23 << 8 | 32);
    assertThat((System.nanoTime() - wrote) / 1e9).isGreaterThan(1.5);
  }
}
