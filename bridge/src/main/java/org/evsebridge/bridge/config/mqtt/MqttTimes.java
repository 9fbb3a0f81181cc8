package org.evsebridge.bridge.config.mqtt;

import java.time.Duration;

/**
 * How fast things go.
 *
 * @param interval the least time between two telegrams that are told
 * @param timeout how long the broker may take for an answer
 * @param retry the most time between two tries to connect
 */
public record MqttTimes(Duration interval, Duration timeout, Duration retry) {}
