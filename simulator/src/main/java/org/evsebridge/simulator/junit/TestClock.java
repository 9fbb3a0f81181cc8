package org.evsebridge.simulator.junit;

import java.time.Duration;
import java.time.ZonedDateTime;

/** The station's time. Its methods may be called from any thread. */
public interface TestClock {
  /** The station's time now. */
  ZonedDateTime now();

  /** Lets time pass; returns when it has passed. A station with ports does so as fast as it can. */
  void step(Duration howLong);
}
