package org.evsebridge.simulator.scenario;

import java.time.Duration;
import java.util.List;

/**
 * A controller that comes over the ports.
 *
 * @param command how to start it; empty when somebody else does
 * @param silence how long it may neither read nor write, in real time
 */
public record OutsideProgram(List<String> command, Duration silence) {}
