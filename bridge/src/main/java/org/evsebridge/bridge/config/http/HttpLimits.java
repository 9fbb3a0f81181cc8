package org.evsebridge.bridge.config.http;

import java.time.Duration;

/**
 * What clients of the HTTP port may take up.
 *
 * @param maxConnections at once; with no place left, who has finished no request for longest goes
 * @param idleTimeout a connection that has finished no request for so long is closed
 * @param maxWebSockets connections at once that get telegrams; one more is refused
 * @param maxUnsent bytes that may wait for a client of the WebSocket before it is cut off
 */
public record HttpLimits(
    int maxConnections, Duration idleTimeout, int maxWebSockets, int maxUnsent) {}
