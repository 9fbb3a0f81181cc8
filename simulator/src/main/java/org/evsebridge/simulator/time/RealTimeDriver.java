package org.evsebridge.simulator.time;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.evsebridge.bridge.process.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ticks the simulation in whole steps of {@link SimulatedClock#STEP}, as fast as real time passes,
 * a number of times faster or slower, or only when told to, on a daemon thread of its own. After a
 * stall the missed steps are made up for at once. Its methods may be called from any thread, those
 * that wait not from a tick.
 */
public final class RealTimeDriver implements AutoCloseable {
  /** The fastest that can be asked for; how much of it is reached the machine decides. */
  public static final double FASTEST = 100_000;

  private static final Logger LOG = LoggerFactory.getLogger(RealTimeDriver.class);
  private static final Duration STEP = SimulatedClock.STEP;

  /** Steps to be run now, whatever the pace. */
  private record StepOrder(long steps, CompletableFuture<Void> done) {}

  private final Ticking simulation;
  private final Runnable afterStep;
  private final double firstSpeed;
  private final boolean firstPaused;
  private final Thread thread;
  private final Queue<StepOrder> requests = new ConcurrentLinkedQueue<>();
  private volatile double speed;
  private volatile boolean paused;
  private volatile Pace pace;
  private volatile boolean closed;

  private RealTimeDriver(Ticking simulation, double speed, boolean paused, Runnable afterStep) {
    this.simulation = simulation;
    this.afterStep = afterStep;
    this.firstSpeed = speed;
    this.firstPaused = paused;
    this.thread = Threads.daemon("simulated-time", this::run);
    reset();
  }

  /** Starts ticking in real time; the simulation is called from the driver's thread only. */
  public static RealTimeDriver start(Ticking simulation) {
    return start(simulation, 1, false);
  }

  /** Starts at a speed, or paused and at that speed once it is resumed. */
  public static RealTimeDriver start(Ticking simulation, double speed, boolean paused) {
    return start(simulation, speed, paused, () -> {});
  }

  /**
   * Starts as the other one does.
   *
   * @param afterStep called after each of the steps that {@link #step} asks for; may wait, as they
   *     come faster than anything that reads what they give
   */
  public static RealTimeDriver start(
      Ticking simulation, double speed, boolean paused, Runnable afterStep) {
    RealTimeDriver driver = new RealTimeDriver(simulation, speed, paused, afterStep);
    driver.thread.start();
    return driver;
  }

  /**
   * Changes how fast simulated time passes from now on.
   *
   * @param factor 1 is real time; more than 0, {@link #FASTEST} at most
   */
  public synchronized void speed(double factor) {
    if (!(factor > 0 && factor <= FASTEST)) {
      throw new IllegalArgumentException(
          "a speed is more than 0 and at most " + FASTEST + ": " + factor);
    }
    speed = factor;
    setPace();
  }

  /** Lets simulated time pass as it did at first. */
  public final synchronized void reset() {
    paused = firstPaused;
    speed(firstSpeed);
  }

  /** Lets simulated time stand still. */
  public synchronized void pause() {
    paused = true;
    setPace();
  }

  /** Lets simulated time go on at the speed set last. */
  public synchronized void resume() {
    paused = false;
    setPace();
  }

  /**
   * Lets simulated time stand still and go on by itself.
   *
   * @param howLong real time; any other change of how time passes ends it
   */
  public synchronized void standStill(Duration howLong) {
    setPace(howLong);
  }

  private void setPace() {
    setPace(Duration.ZERO);
  }

  private void setPace(Duration after) {
    pace = new Pace(STEP, paused ? 0 : speed, System.nanoTime() + after.toNanos());
    LockSupport.unpark(thread);
  }

  public boolean isPaused() {
    return paused;
  }

  /** The speed set last, whether paused or not. */
  public double speed() {
    return speed;
  }

  /**
   * Runs an amount of simulated time as fast as can be, in addition to what passes by itself.
   * Returns when it has been run, or when the driver is closed.
   *
   * @param amount rounded up to whole steps
   */
  public void step(Duration amount) {
    order(amount).join();
  }

  /**
   * As {@link #step}, without waiting for it. Amounts pass in the order in which they are told; an
   * amount of nothing has passed when no step of an earlier pace is under way any more.
   *
   * @return complete when it has been run, or when the driver is closed
   */
  public CompletableFuture<Void> order(Duration amount) {
    long steps = (amount.toNanos() + STEP.toNanos() - 1) / STEP.toNanos();
    StepOrder request = new StepOrder(steps, new CompletableFuture<>());
    requests.add(request);
    LockSupport.unpark(thread);
    if (closed) {
      request.done.complete(null);
    }
    return request.done.copy(); // whoever gives up waiting ends nothing
  }

  /** Lets the step in progress end and stops. Returns when no further tick will come. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      for (StepOrder request = requests.poll(); request != null; request = requests.poll()) {
        for (long i = 0; i < request.steps && !closed; i++) {
          tick();
          afterStep.run();
        }
        request.done.complete(null);
      }
      Pace current = pace;
      long due = current.due(System.nanoTime());
      // A change of pace ends the steps that were due under the old one.
      for (; due > 0 && !closed && pace == current; due--) {
        tick();
      }
      if (pace == current && requests.isEmpty() && !closed) {
        LockSupport.parkNanos(current.untilNext(System.nanoTime()));
      }
    }
    requests.forEach(request -> request.done.complete(null));
  }

  private void tick() {
    try {
      simulation.tick(STEP);
    } catch (RuntimeException e) {
      LOG.error("A step of the simulation failed, it goes on: {}", e.toString());
      LOG.debug("The failed step", e);
    }
  }
}
