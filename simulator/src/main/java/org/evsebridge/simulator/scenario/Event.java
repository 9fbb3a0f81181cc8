package org.evsebridge.simulator.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Something that happens once, at a time or as soon as a condition holds.
 *
 * @param name by which expectations refer to it
 * @param at how long after the start, if it is at a time
 * @param when as soon as this holds, if it is not
 */
record Event(String name, Optional<Duration> at, Optional<Condition> when, List<Action> actions) {}
