package org.evsebridge.bridge.config.gateway;

import java.time.Duration;

/**
 * What is done about answers that come after their time-out. RTU frames have no transaction number,
 * so such an answer looks like one to the next request.
 *
 * @param atMost for how long after a time-out at most a request waits whose answer could be taken
 *     for the one that is owed, where no fence can tell
 * @param fences whether a read may be asked only to learn that nothing older is to come
 * @param endWithConnection whether a converter throws away what is late when its connection closes
 */
public record LateAnswers(Duration atMost, boolean fences, boolean endWithConnection) {
  public static final LateAnswers DEFAULT = new LateAnswers(Duration.ofSeconds(5), true, false);

  /** After this many times {@link #atMost} of silence a unit's answer is no longer expected. */
  private static final int QUIET = 6;

  /** After how much silence a unit's answer is no longer expected. */
  public Duration quiet() {
    return atMost.multipliedBy(QUIET);
  }
}
