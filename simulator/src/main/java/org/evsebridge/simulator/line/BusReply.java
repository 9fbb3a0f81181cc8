package org.evsebridge.simulator.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What comes back on the line.
 *
 * @param delay before the first byte, on top of what the module needs
 * @param bytes none for silence
 * @param piece how many bytes come without a pause; 0 for all of them
 * @param pause between two pieces
 * @param mishap what happens to the way to the client instead of an answer
 */
record BusReply(Duration delay, byte[] bytes, int piece, Duration pause, Optional<Mishap> mishap) {

  /**
   * The way to the client is cut.
   *
   * @param away how long a serial port is gone; 0 for a connection that is only reset
   */
  record Mishap(Duration away) {}

  static final BusReply SILENCE = of(new byte[0]);

  static BusReply of(byte[] bytes) {
    return new BusReply(Duration.ZERO, bytes, 0, Duration.ZERO, Optional.empty());
  }

  BusReply with(byte[] other) {
    return new BusReply(delay, other, piece, pause, mishap);
  }

  BusReply later(Duration by) {
    return new BusReply(delay.plus(by), bytes, piece, pause, mishap);
  }

  BusReply inPieces(int length, Duration apart) {
    return new BusReply(delay, bytes, length, apart, mishap);
  }

  static BusReply cutOff(Duration away) {
    return new BusReply(
        Duration.ZERO, new byte[0], 0, Duration.ZERO, Optional.of(new Mishap(away)));
  }

  /** The bytes as they come between the pauses. */
  List<byte[]> pieces() {
    int length = piece == 0 ? bytes.length : piece;
    List<byte[]> pieces = new ArrayList<>();
    for (int from = 0; from < bytes.length; from += length) {
      pieces.add(Arrays.copyOfRange(bytes, from, Math.min(from + length, bytes.length)));
    }
    return pieces;
  }
}
