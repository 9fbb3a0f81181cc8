package org.evsebridge.bridge.config.gateway;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Values;

/** The keys of a {@code modbusproxy:} entry that say how the line is used. */
final class LineKeys {
  private static final Duration SECOND = ofSeconds(1);
  private static final Key<Duration> TIMEOUT =
      Key.positive("timeout")
          .or(ofSeconds(5))
          .says(
              "from the end of a request on the wire to its answer's first byte; as long as evcc"
                  + " waits on a serial line, so that no slow device is made worse by the gateway;"
                  + " less on a line with a guarded module, as the guard's page says");
  private static final Key<Duration> ABSENT_TIMEOUT =
      Key.positive("absent-timeout")
          .or(
              Durations.format(SECOND) + ", or `timeout` if that is less",
              given -> atMost(SECOND, given.get(TIMEOUT)))
          .says(
              "the same, while others wait, for a unit that has not answered yet and for what was"
                  + " silent when it was last asked")
          .such(Durations.format(SECOND));
  private static final Key<Duration> DELAY =
      Key.duration("delay").or(ZERO).says("least silence before each request");
  private static final Key<Duration> LATE =
      Key.duration("late")
          .or(
              Durations.format(SECOND) + ", or `timeout` if that is less",
              given -> atMost(SECOND, given.get(TIMEOUT)))
          .says("after a time-out, how long no fence is sent: a busy device may drop it")
          .such(Durations.format(SECOND));
  private static final Key<Duration> LATE_AT_MOST =
      Key.duration("late-at-most")
          .or(LateAnswers.DEFAULT.atMost())
          .says(
              "after a time-out without a fence, how long at most a request waits whose answer could"
                  + " be taken for the late one");
  private static final Key<Boolean> FENCES =
      Key.onOff("fences")
          .or(LateAnswers.DEFAULT.fences())
          .says(
              "whether reads may be sent only to learn that no late answer can come any more: part of"
                  + " the read that waits, on the charging module its settings or state");
  private static final Key<Boolean> LATE_ENDS =
      Key.onOff("late-ends-with-connection")
          .or(LateAnswers.DEFAULT.endWithConnection())
          .says(
              "whether the converter behind `uri` and `rtu` drops late answers when its connection"
                  + " closes; ser2net hands them to the next one");
  private static final Key<Optional<Duration>> GAP =
      Key.duration("gap")
          .optional(
              "%s characters; %s above %d baud"
                  .formatted(
                      LineTimes.GAP_CHARACTERS,
                      Durations.format(LineTimes.FAST_GAP),
                      LineTimes.FAST_BAUDRATE))
          .says("silence between frames")
          .such("4ms");
  private static final Key<Optional<Duration>> FRAME_SILENCE =
      Key.duration("frame-silence")
          .optional(
              "larger of `gap` and %s; %s with `uri` and `rtu`"
                  .formatted(
                      Durations.format(LineTimes.SERIAL_SILENCE),
                      Durations.format(LineTimes.NETWORK_SILENCE)))
          .says("what an answer may take beyond its time on the wire")
          .such(Durations.format(LineTimes.SERIAL_SILENCE));
  private static final Key<Duration> BROADCAST_DELAY =
      Key.duration("broadcast-delay").or(ofMillis(100)).says("rest after a write to unit 0");
  private static final Key<Duration> UNIT_RETRY =
      Key.duration("unit-retry")
          .or(ofSeconds(5))
          .says("how often a unit or an address is asked after three time-outs in a row");
  private static final Key<Optional<Integer>> RETRIES =
      Key.whole("retries", 0, 10)
          .optional(
              "%d after a CRC error, %d after silence"
                  .formatted(Retries.DEFAULT.afterError(), Retries.DEFAULT.afterSilence()))
          .says("how often a read without a usable answer is sent again")
          .such("1");
  private static final Key<Integer> QUEUE =
      Key.whole("queue", 1, 1_000_000)
          .or(1000)
          .says(
              "requests that may wait for the line; beyond it the greediest client's newest gets"
                  + " exception 6");

  static final Block<Values> ALL =
      Block.of(
              TIMEOUT,
              ABSENT_TIMEOUT,
              DELAY,
              LATE,
              LATE_AT_MOST,
              FENCES,
              LATE_ENDS,
              GAP,
              FRAME_SILENCE,
              BROADCAST_DELAY,
              UNIT_RETRY,
              RETRIES,
              QUEUE)
          .and(UpstreamKeys.ALL);

  private LineKeys() {}

  private static Duration atMost(Duration duration, Duration bound) {
    return duration.compareTo(bound) < 0 ? duration : bound;
  }

  /** The line; empty when its upstream is faulty. */
  static Optional<LineConfig> line(Values given) {
    return UpstreamKeys.upstream(given)
        .map(
            upstream ->
                new LineConfig(
                    upstream,
                    times(given),
                    new LateAnswers(
                        given.get(LATE_AT_MOST), given.get(FENCES), given.get(LATE_ENDS)),
                    given.get(RETRIES).map(Retries::of).orElse(Retries.DEFAULT),
                    given.get(QUEUE)));
  }

  /** Whether the file says how long the line is waited for. */
  static boolean givesTimeout(Values given) {
    return given.has(TIMEOUT);
  }

  private static LineTimes times(Values given) {
    return new LineTimes(
        given.get(TIMEOUT),
        atMost(given.get(ABSENT_TIMEOUT), given.get(TIMEOUT)),
        given.get(DELAY),
        given.get(LATE),
        given.get(GAP),
        given.get(FRAME_SILENCE),
        given.get(BROADCAST_DELAY),
        given.get(UNIT_RETRY));
  }
}
