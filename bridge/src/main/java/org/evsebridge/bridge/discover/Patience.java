package org.evsebridge.bridge.discover;

import java.time.Duration;

/**
 * How long the finder waits.
 *
 * @param cycle how long a line is listened to at one setting: a meter's cycle and a telegram more
 * @param pause a silence that ends what a meter says at a time
 * @param answer how long a charging module may take to answer
 */
public record Patience(Duration cycle, Duration pause, Duration answer) {
  /** For meters that say something every ten seconds at least. */
  public static final Patience DEFAULT =
      new Patience(Duration.ofSeconds(12), Duration.ofMillis(300), Duration.ofMillis(300));
}
