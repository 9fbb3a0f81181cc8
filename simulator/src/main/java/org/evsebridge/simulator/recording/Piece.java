package org.evsebridge.simulator.recording;

import java.time.Duration;
import java.util.Optional;

/**
 * Bytes as a line of a recording shows them: a frame, or part of one.
 *
 * @param line where it stands, from 1
 * @param time by the recording's own clock, since its midnight or its beginning; empty when the
 *     line tells none
 * @param wire tells several connections of one recording apart
 */
record Piece(int line, Optional<Duration> time, Direction direction, String wire, byte[] bytes) {
  /** Who sent the bytes. */
  enum Direction {
    REQUEST,
    ANSWER,
    /** The recording does not say; the frames do. */
    UNKNOWN
  }
}
