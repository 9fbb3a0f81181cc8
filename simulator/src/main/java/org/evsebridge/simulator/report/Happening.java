package org.evsebridge.simulator.report;

import java.time.Duration;

/**
 * Something that happened in a run and that a person wants to know.
 *
 * @param at since the start
 * @param text a line with the station's time
 */
public record Happening(Duration at, String text) {}
