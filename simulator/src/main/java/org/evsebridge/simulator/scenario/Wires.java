package org.evsebridge.simulator.scenario;

import java.time.Duration;
import java.util.Map;
import org.evsebridge.simulator.line.LineFaults;

/** The lines of the modules, as far as the words of scenarios do something to them. */
public interface Wires {
  /** What is wrong with each, by its name. */
  Map<String, LineFaults> faults();

  /** The time by which the faults go. */
  Duration now();
}
