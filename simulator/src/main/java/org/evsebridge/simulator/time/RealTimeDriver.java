package org.evsebridge.simulator.time;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ticks the simulation in whole steps of {@link SimulatedClock#STEP} as fast as real time passes,
 * on a daemon thread of its own. After a stall the missed steps are made up for at once.
 */
public final class RealTimeDriver implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RealTimeDriver.class);

  private final Ticking simulation;
  private final Thread thread;
  private volatile boolean closed;

  private RealTimeDriver(Ticking simulation) {
    this.simulation = simulation;
    this.thread = new Thread(this::run, "simulated-time");
    thread.setDaemon(true);
  }

  /** Starts ticking; the simulation is called from the driver's thread only. */
  public static RealTimeDriver start(Ticking simulation) {
    RealTimeDriver driver = new RealTimeDriver(simulation);
    driver.thread.start();
    return driver;
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
    Duration step = SimulatedClock.STEP;
    Pace pace = new Pace(step, System.nanoTime());
    while (!closed) {
      for (long due = pace.due(System.nanoTime()); due > 0 && !closed; due--) {
        tick(step);
      }
      LockSupport.parkNanos(pace.untilNext(System.nanoTime()));
    }
  }

  private void tick(Duration step) {
    try {
      simulation.tick(step);
    } catch (RuntimeException e) {
      LOG.error("A step of the simulation failed, it goes on: {}", e.toString());
      LOG.debug("The failed step", e);
    }
  }
}
