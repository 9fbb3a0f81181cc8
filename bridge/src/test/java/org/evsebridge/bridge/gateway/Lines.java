package org.evsebridge.bridge.gateway;

import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.config.gateway.LateAnswers;
import org.evsebridge.bridge.config.gateway.LineConfig;
import org.evsebridge.bridge.config.gateway.LineTimes;
import org.evsebridge.bridge.config.gateway.Retries;
import org.evsebridge.bridge.config.gateway.Upstream;

/** Serial lines of a charging module as tests want them. */
final class Lines {
  private Lines() {}

  static LineConfig serial(Duration timeout, Duration late, LateAnswers owed, Retries retries) {
    return new LineConfig(
        new Upstream.Serial("/dev/x", SerialSettings.MODULE, Optional.empty(), false),
        new LineTimes(
            timeout,
            timeout,
            Duration.ZERO,
            late,
            Optional.empty(),
            Optional.empty(),
            Duration.ofMillis(100),
            Duration.ofSeconds(5)),
        owed,
        retries,
        1000);
  }
}
