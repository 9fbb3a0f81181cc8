package org.evsebridge.bridge.config.gateway;

import java.time.Duration;

/**
 * What is done about answers that come after their time-out, which an RTU line cannot tell from
 * others by what stands in them.
 *
 * @param atMost for how long after a time-out at most a request waits whose answer could be taken
 *     for the one that is owed, where no fence can tell
 * @param fences whether a read may be asked only to learn that nothing older is to come
 * @param endWithConnection whether a converter throws away what is late when its connection closes
 */
public record LateAnswers(Duration atMost, boolean fences, boolean endWithConnection) {
  public static final LateAnswers DEFAULT = new LateAnswers(Duration.ofSeconds(5), true, false);

  /** A unit that has been silent for so many times {@link #atMost} owes nothing any more. */
  private static final int QUIET = 6;

  /** After how long without a word from a unit it owes nothing any more. */
  public Duration quiet() {
    return atMost.multipliedBy(QUIET);
  }
}
