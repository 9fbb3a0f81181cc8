package org.evsebridge.simulator.junit;

import java.util.Optional;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;

/** Makes of keys what a file with them would make. */
final class Read {
  private Read() {}

  /**
   * @throws IllegalArgumentException with everything that is wrong with them
   */
  static <T> T of(Block<T> block, Keys keys) {
    Problems problems = new Problems();
    Optional<T> made = block.read(keys.node(), problems);
    try {
      problems.throwIfAny();
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return made.orElseThrow();
  }
}
