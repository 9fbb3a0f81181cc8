package org.evsebridge.simulator.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RealTimeDriverTest {
  private RealTimeDriver driver;

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void ticksAsManyStepsAsRealTimeHasPassed() {
    AtomicInteger steps = new AtomicInteger();
    long start = System.nanoTime();
    driver = RealTimeDriver.start(step -> steps.incrementAndGet());
    await().until(() -> steps.get() >= 10);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(10 * 50_000_000L);
  }

  @Test
  void makesUpForAStalledStep() {
    CountDownLatch stalled = new CountDownLatch(1);
    AtomicInteger steps = new AtomicInteger();
    long start = System.nanoTime();
    Ticking stallsFirst =
        step -> {
          if (steps.getAndIncrement() == 0) {
            awaitQuietly(stalled);
          }
        };
    driver = RealTimeDriver.start(stallsFirst);
    await().until(() -> System.nanoTime() - start > 1_000_000_000L);
    assertThat(steps).hasValue(1);
    stalled.countDown();
    await().until(() -> steps.get() >= (System.nanoTime() - start) / 50_000_000 - 4);
  }

  @Test
  void goesOnAfterAStepThatFails() {
    AtomicInteger steps = new AtomicInteger();
    Ticking fails =
        step -> {
          steps.incrementAndGet();
          throw new IllegalStateException("broken on purpose");
        };
    driver = RealTimeDriver.start(fails);
    await().until(() -> steps.get() > 2);
  }

  @Test
  void aStepMayStopTheDriverItself() {
    AtomicInteger steps = new AtomicInteger();
    CountDownLatch known = new CountDownLatch(1);
    driver =
        RealTimeDriver.start(
            step -> {
              awaitQuietly(known);
              steps.incrementAndGet();
              driver.close();
            });
    known.countDown();
    await().until(() -> steps.get() == 1);
    await().during(Duration.ofMillis(200)).until(() -> steps.get() == 1);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
