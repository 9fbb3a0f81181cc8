package org.evsebridge.bridge.http;

import java.util.List;
import java.util.function.Supplier;
import org.evsebridge.bridge.guarding.GuardStatus;
import org.evsebridge.bridge.house.ModuleReading;
import org.evsebridge.bridge.status.BridgeCounters;

/**
 * Where the state of the bridge that serves comes from. They are asked on an event loop and must
 * not block.
 *
 * @param version of this program
 */
public record BridgeSources(
    String version,
    Supplier<BridgeCounters> counters,
    Supplier<List<GuardStatus>> guards,
    Supplier<List<ModuleReading>> modules) {}
