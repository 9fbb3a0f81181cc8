package org.evsebridge.simulator.recording;

import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.modbus.Adu;

/**
 * A request that somebody sent, and what came back.
 *
 * @param line where the request stands in the recording, from 1
 * @param at when it was sent, since the recording's first request
 * @param answer empty for silence
 */
public record RecordedExchange(int line, Duration at, Adu request, Optional<Adu> answer) {}
