/**
 * What the bridge tells a broker: the meter's and the modules' values on topics of their own
 * ({@code ShownValue}), what Home Assistant needs to know of them ({@code HomeAssistant}), and a
 * connection that costs nothing when the broker is away or slow ({@code BrokerLink}).
 */
package org.evsebridge.bridge.mqtt;
