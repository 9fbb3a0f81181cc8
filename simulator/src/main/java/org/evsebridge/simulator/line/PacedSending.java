package org.evsebridge.simulator.line;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import org.evsebridge.bridge.config.SerialSettings;

/** Sends bytes as fast as a serial line carries them: each arrives when its last bit would. */
final class PacedSending {
  private final Rs485Bus.Link client;
  private final long characterNanos;
  private final LongUnaryOperator pause;

  /**
   * @param pause waits until a time and says when it was over, as {@link LineFaults#waitUntil}
   */
  PacedSending(Rs485Bus.Link client, SerialSettings settings, LongUnaryOperator pause) {
    this.client = client;
    this.pause = pause;
    this.characterNanos = settings.characterNanos();
  }

  /**
   * Sends a reply, beginning now.
   *
   * @return when the line is free again, in nanoseconds of {@link System#nanoTime}
   */
  long send(BusReply reply) {
    long due = System.nanoTime();
    boolean first = true;
    for (byte[] piece : reply.pieces()) {
      due = first ? due : pause.applyAsLong(due + reply.pause().toNanos());
      first = false;
      due = send(piece, due);
    }
    return due;
  }

  /** When late, the bytes that are due go out together, as a UART's buffer gives them. */
  private long send(byte[] piece, long begin) {
    int sent = 0;
    while (sent < piece.length) {
      Rs485Bus.sleepUntil(begin + (sent + 1) * characterNanos);
      long arrived = (System.nanoTime() - begin) / characterNanos;
      int until =
          client.wire() == Wire.FRAMED
              ? piece.length
              : (int) Math.max(sent + 1, Math.min(piece.length, arrived));
      client.send(Arrays.copyOfRange(piece, sent, until));
      sent = until;
    }
    return begin + piece.length * characterNanos;
  }
}
