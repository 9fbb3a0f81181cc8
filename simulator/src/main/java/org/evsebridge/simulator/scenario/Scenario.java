package org.evsebridge.simulator.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.evsebridge.simulator.station.StationSettings;

/**
 * A scenario as its file describes it.
 *
 * @param runs how much simulated time it takes
 */
public record Scenario(
    Path file,
    String name,
    StationSettings station,
    ControllerSettings controller,
    Duration runs,
    List<Event> events,
    List<Expectation> expectations) {

  /** Whether something outside takes part, so that it needs ports and real time. */
  public boolean isExternal() {
    return controller.isExternal();
  }

  /** How to start what is outside; empty when somebody else does. */
  public List<String> command() {
    return controller.command();
  }
}
