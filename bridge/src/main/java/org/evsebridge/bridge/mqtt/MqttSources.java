package org.evsebridge.bridge.mqtt;

import java.util.List;
import java.util.function.Supplier;
import org.evsebridge.bridge.house.ModuleCommands;
import org.evsebridge.bridge.house.ModuleReading;

/**
 * Where what is told comes from, and where commands go.
 *
 * @param version of this program
 * @param modules asked on an event loop; must not block
 * @param commands sets what modules may do
 */
public record MqttSources(
    String version, Supplier<List<ModuleReading>> modules, ModuleCommands commands) {}
