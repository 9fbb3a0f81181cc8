package org.evsebridge.bridge.house;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Faults of the program itself, each said once for the place in the code where it happened: what
 * fails is often asked for every second. Thread-safe.
 */
public final class ProgramFaults {
  private static final Logger LOG = LoggerFactory.getLogger(ProgramFaults.class);

  private final Set<Optional<StackTraceElement>> places = ConcurrentHashMap.newKeySet();

  /**
   * Says that something failed.
   *
   * @param what whose it was and what was being done, for the log
   */
  public void say(String what, Throwable failure) {
    Optional<StackTraceElement> place = Arrays.stream(failure.getStackTrace()).findFirst();
    if (places.add(place)) {
      LOG.error("{}: this failed by a fault of the program: {}", what, failure.toString());
    }
    LOG.debug("{}: failed", what, failure);
  }
}
