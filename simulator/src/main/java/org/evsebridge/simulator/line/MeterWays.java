package org.evsebridge.simulator.line;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** All the ways by which a smart meter's telegrams leave: each way gets each telegram. */
public final class MeterWays {
  /** How long a step of simulated time waits for readers. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** From one look to the next. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final LongSupplier nanoTime;
  private final LongConsumer sleepNanos;
  private final List<MeterWay> ways = new CopyOnWriteArrayList<>();

  /** Those whose readers did not read while they were waited for. */
  private final Set<MeterWay> stuck = new HashSet<>();

  /** Of the last telegram, in bytes; 0 when that has been waited for. */
  private volatile int size;

  /**
   * @param sleepNanos waits for so many nanoseconds
   */
  public MeterWays(LongSupplier nanoTime, LongConsumer sleepNanos) {
    this.nanoTime = nanoTime;
    this.sleepNanos = sleepNanos;
  }

  public void add(MeterWay way) {
    ways.add(way);
  }

  /** Sends a telegram on every way; returns at once. */
  public void send(byte[] telegram) {
    size = telegram.length;
    ways.forEach(way -> way.send(telegram));
  }

  /**
   * After a telegram, waits until every way has room for another one like it, ten seconds at most.
   * That way time which is stepped much faster than it passes loses no telegram. A way that stays
   * full that long is not waited for again until its reader has read. Call it from one thread.
   */
  public void awaitRoom() {
    int bytes = size;
    if (bytes == 0) {
      return;
    }
    size = 0;
    stuck.removeIf(way -> way.hasRoom(bytes));
    long began = nanoTime.getAsLong();
    for (MeterWay way : ways) {
      while (!stuck.contains(way) && !way.hasRoom(bytes)) {
        if (nanoTime.getAsLong() - began < LONGEST_NANOS) {
          sleepNanos.accept(LOOK_NANOS);
        } else {
          stuck.add(way);
        }
      }
    }
  }
}
