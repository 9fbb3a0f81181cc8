package org.evsebridge.bridge.config.gateway;

/**
 * Where the requests to a unit go that is not on the entry's own line.
 *
 * @param line the line, or the TCP device, that it is on
 * @param unit its address there, 0 to 255
 */
public record UnitRoute(LineConfig line, int unit) {}
