package org.evsebridge.bridge.mqtt;

import java.util.List;
import java.util.function.Supplier;
import org.evsebridge.bridge.house.ModuleReading;

/**
 * Where what is told comes from.
 *
 * @param version of this program
 * @param modules asked on an event loop; must not block
 */
public record MqttSources(String version, Supplier<List<ModuleReading>> modules) {}
