package org.evsebridge.bridge.gateway;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlarmThreadTest {
  private final BlockingQueue<Long> woken = new LinkedBlockingQueue<>();
  private volatile Thread sleeper;
  private AlarmThread alarm;

  private void ring() {
    sleeper = Thread.currentThread();
    woken.add(System.nanoTime());
  }

  private long whenWoken() throws InterruptedException {
    Long moment = woken.poll(20, SECONDS);
    assertThat(moment).as("woken").isNotNull();
    return moment;
  }

  /** Starts the sleeper and wakes it once. */
  private void start() throws InterruptedException {
    alarm = AlarmThread.start("sleeper", System::nanoTime, this::ring);
    alarm.by(System.nanoTime());
    whenWoken();
    await().until(() -> sleeper.getState() == Thread.State.TIMED_WAITING);
  }

  @AfterEach
  void end() {
    alarm.close();
  }

  @Test
  void theEarliestMomentThatAnybodyAskedForWakes() throws InterruptedException {
    start();
    long now = System.nanoTime();
    alarm.by(now + HOURS.toNanos(2));
    alarm.by(now + MILLISECONDS.toNanos(60));
    alarm.by(now + HOURS.toNanos(1));
    assertThat(whenWoken() - now).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(60));
  }

  @Test
  void aMomentThatHasPassedWakesAtOnceAndOnce() throws InterruptedException {
    start();
    alarm.by(System.nanoTime());
    whenWoken();
    await().until(() -> sleeper.getState() == Thread.State.TIMED_WAITING);
    assertThat(woken).isEmpty();
  }

  @Test
  void aClosedOneRingsNoMore() throws InterruptedException {
    start();
    alarm.close();
    assertThat(sleeper.isAlive()).isFalse();
    alarm.by(System.nanoTime());
    assertThat(woken).isEmpty();
  }
}
