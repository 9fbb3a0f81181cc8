package org.evsebridge.simulator.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A controller that comes over the ports.
 *
 * @param command how to start it; empty when somebody else does, or when it is evcc
 * @param evcc the evcc.yaml with which it is evcc
 * @param silence how long it may neither read nor write, in real time
 */
public record OutsideProgram(List<String> command, Optional<Path> evcc, Duration silence) {
  /** Whether somebody else starts and ends it. */
  public boolean isElsewhere() {
    return command.isEmpty() && evcc.isEmpty();
  }
}
