package org.evsebridge.bridge.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a file, so that all of it is reported in one go. Not thread-safe. */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  public void add(Position at, String text) {
    found.add(new Problem(at, text));
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  public List<Problem> all() {
    return List.copyOf(found);
  }

  /**
   * @throws ConfigException with every problem collected so far, if there is any
   */
  public void throwIfAny() throws ConfigException {
    if (!found.isEmpty()) {
      throw new ConfigException(found);
    }
  }
}
