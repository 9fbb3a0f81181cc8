package org.evsebridge.bridge.gateway;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlarmTest {
  private final BlockingQueue<Long> woken = new LinkedBlockingQueue<>();
  private final Thread sleeper = new Thread(this::sleep, "sleeper");
  private final Alarm alarm = new Alarm(sleeper);

  private void sleep() {
    try {
      while (true) {
        alarm.await();
        woken.add(System.nanoTime());
      }
    } catch (InterruptedException e) {
      // the test is over
    }
  }

  /** Starts the sleeper, which wakes once to begin with. */
  private void start() throws InterruptedException {
    sleeper.start();
    woken.take();
    await().until(() -> sleeper.getState() == Thread.State.TIMED_WAITING);
  }

  @AfterEach
  void end() throws InterruptedException {
    sleeper.interrupt();
    sleeper.join();
  }

  @Test
  void theEarliestMomentThatAnybodyAskedForWakes() throws InterruptedException {
    start();
    long now = System.nanoTime();
    alarm.by(now + HOURS.toNanos(2));
    alarm.by(now + MILLISECONDS.toNanos(60));
    alarm.by(now + HOURS.toNanos(1));
    assertThat(woken.take() - now).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(60));
  }

  @Test
  void aMomentThatHasPassedWakesAtOnceAndOnce() throws InterruptedException {
    start();
    alarm.by(System.nanoTime());
    woken.take();
    await().until(() -> sleeper.getState() == Thread.State.TIMED_WAITING);
    assertThat(woken).isEmpty();
  }

  @Test
  void anInterruptEndsTheWaiting() throws InterruptedException {
    start();
    sleeper.interrupt();
    sleeper.join();
    assertThat(woken).isEmpty();
  }
}
