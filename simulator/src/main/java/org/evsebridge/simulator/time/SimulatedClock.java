package org.evsebridge.simulator.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The time of the simulation: it stands still until it is ticked. Not thread-safe, like the models
 * that ask it.
 */
public final class SimulatedClock implements InstantSource, Ticking {
  /** The step in which the models are ticked. */
  public static final Duration STEP = Duration.ofMillis(50);

  /** Where the meters of the supported kinds hang: one zone, with the same summer time. */
  public static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

  private static final int SECONDS_PER_DAY = 86_400;

  private final ZoneId zone;
  private Instant now;
  private long offsetSecond = Long.MIN_VALUE; // the second for which the local one was found
  private int localSecond;

  /**
   * @param start the first moment; its zone decides what time of day it is for the house and the
   *     meter
   */
  public SimulatedClock(ZonedDateTime start) {
    this.zone = start.getZone();
    this.now = start.toInstant();
  }

  @Override
  public Instant instant() {
    return now;
  }

  public ZoneId zone() {
    return zone;
  }

  /** The local time of day, in whole seconds. */
  public int secondOfDay() {
    long second = now.getEpochSecond();
    if (second != offsetSecond) {
      offsetSecond = second;
      localSecond =
          Math.floorMod(second + zone.getRules().getOffset(now).getTotalSeconds(), SECONDS_PER_DAY);
    }
    return localSecond;
  }

  /**
   * Sets it to another moment.
   *
   * @return from the moment it showed to the one it shows; negative for one in the past
   */
  public Duration set(Instant other) {
    Duration by = Duration.between(now, other);
    now = other;
    return by;
  }

  @Override
  public void tick(Duration step) {
    now = now.plusNanos(step.toNanos()); // many times cheaper than with a Duration
  }
}
