package org.evsebridge.bridge.config.gateway;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Values;

/** The keys of a {@code modbusproxy:} entry that say how the line is used. */
final class LineKeys {
  private static final Key<Duration> TIMEOUT =
      Key.positive("timeout")
          .or(ofSeconds(1))
          .says("from the end of a request on the wire to its answer's first byte");
  private static final Key<Duration> DELAY =
      Key.duration("delay").or(ZERO).says("least silence before each request");
  private static final Key<Duration> LATE =
      Key.duration("late")
          .or("as `timeout`", given -> given.get(TIMEOUT))
          .says(
              "after a time-out or a broken-off answer, how long requests that the late answer"
                  + " could fit wait")
          .such("1s");
  private static final Key<Optional<Duration>> GAP =
      Key.duration("gap")
          .optional("3.5 characters; 1.75 ms above 19200 baud")
          .says("silence between frames")
          .such("4ms");
  private static final Key<Optional<Duration>> FRAME_SILENCE =
      Key.duration("frame-silence")
          .optional("larger of `gap` and 30 ms")
          .says("what an answer may take beyond its time on the wire")
          .such("30ms");
  private static final Key<Duration> BROADCAST_DELAY =
      Key.duration("broadcast-delay").or(ofMillis(100)).says("rest after a write to unit 0");
  private static final Key<Duration> UNIT_RETRY =
      Key.duration("unit-retry")
          .or(ofSeconds(5))
          .says("how often a unit that timed out three times running is asked");
  private static final Key<Integer> RETRIES =
      Key.whole("retries", 0, 10)
          .or(0)
          .says("how often a read that got no usable answer is asked again");
  private static final Key<Integer> QUEUE =
      Key.whole("queue", 1, 1_000_000)
          .or(1000)
          .says(
              "requests that may wait for the line; beyond it the greediest client's newest gets"
                  + " exception 6");

  static final Block<Values> ALL =
      Block.of(
              TIMEOUT, DELAY, LATE, GAP, FRAME_SILENCE, BROADCAST_DELAY, UNIT_RETRY, RETRIES, QUEUE)
          .and(UpstreamKeys.ALL);

  private LineKeys() {}

  /** The line; empty when its upstream is faulty. */
  static Optional<LineConfig> line(Values given) {
    return UpstreamKeys.upstream(given)
        .map(
            upstream ->
                new LineConfig(upstream, times(given), given.get(RETRIES), given.get(QUEUE)));
  }

  private static LineTimes times(Values given) {
    return new LineTimes(
        given.get(TIMEOUT),
        given.get(DELAY),
        given.get(LATE),
        given.get(GAP),
        given.get(FRAME_SILENCE),
        given.get(BROADCAST_DELAY),
        given.get(UNIT_RETRY));
  }
}
