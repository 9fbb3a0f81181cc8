package org.evsebridge.bridge.status;

/**
 * What a client of the gateway has seen since the start, at one moment.
 *
 * @param port what the log calls the port it came to
 * @param address where it is; all its connections count together
 */
public record GatewayClient(String port, String address, BusCounters counters) {}
