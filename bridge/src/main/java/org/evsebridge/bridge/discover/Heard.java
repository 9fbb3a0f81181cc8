package org.evsebridge.bridge.discover;

import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.p1.LineImpression;
import org.evsebridge.bridge.p1.Telegram;

/** What was heard on a port to which nothing was said. */
sealed interface Heard {
  /**
   * A smart meter.
   *
   * @param settings those at which its telegrams are whole
   * @param telegram one of them
   */
  record MeterTelegrams(SerialSettings settings, Telegram telegram) implements Heard {}

  /**
   * Something that made no telegram.
   *
   * @param settings those at which it was read
   */
  record Bytes(SerialSettings settings, LineImpression impression) implements Heard {}

  /** Not one byte. */
  record Nothing() implements Heard {}
}
