package org.evsebridge.bridge.config.gateway;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a line waits for what.
 *
 * @param timeout from the end of a request on the wire to the first byte of its answer
 * @param delay a pause before each request, where it is longer than the gap
 * @param late for how long after a time-out no request goes to the unit that the late answer could
 *     be taken to answer
 * @param gap the silence that parts two frames; the specification's where absent
 * @param frameSilence the silence that ends a frame; the larger of the gap and 30 ms where absent
 * @param broadcastDelay how long the line rests after a broadcast
 * @param unitRetry how often at most a unit is asked that timed out three times running
 */
public record LineTimes(
    Duration timeout,
    Duration delay,
    Duration late,
    Optional<Duration> gap,
    Optional<Duration> frameSilence,
    Duration broadcastDelay,
    Duration unitRetry) {}
