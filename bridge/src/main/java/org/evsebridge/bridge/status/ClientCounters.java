package org.evsebridge.bridge.status;

/**
 * How one client of a port stands, at one moment.
 *
 * @param address where it is
 * @param taken bytes that it has taken
 * @param waiting bytes that wait for it
 */
public record ClientCounters(String address, long taken, long waiting) {}
