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

  @Test
  void runsFasterPausesResumesAndSteps() {
    AtomicInteger steps = new AtomicInteger();
    driver = RealTimeDriver.start(step -> steps.incrementAndGet(), 1, true);
    assertThat(driver.isPaused()).isTrue();
    driver.step(Duration.ofMillis(1_020));
    assertThat(steps).hasValue(21);
    await().during(Duration.ofMillis(200)).until(() -> steps.get() == 21);

    driver.speed(10_000);
    assertThat(steps).hasValue(21);
    long start = System.nanoTime();
    driver.resume();
    // Ten thousand steps are 500 s of simulated time.
    await().until(() -> steps.get() > 10_000);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(49_000_000L);

    driver.pause();
    driver.step(Duration.ZERO); // comes back when the steps before it are done
    int paused = steps.get();
    await().during(Duration.ofMillis(200)).until(() -> steps.get() == paused);
  }

  @Test
  void aStepInProgressEndsWhenTheDriverIsClosed() {
    driver = RealTimeDriver.start(step -> {}, 1, true);
    Thread stepping = new Thread(() -> driver.step(Duration.ofDays(100_000)));
    stepping.start();
    await().until(() -> stepping.getState() == Thread.State.WAITING);
    driver.close();
    await().until(() -> !stepping.isAlive());
    driver.step(Duration.ofDays(1)); // does not wait for ever
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
