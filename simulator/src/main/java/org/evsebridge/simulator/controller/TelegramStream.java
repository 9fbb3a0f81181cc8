package org.evsebridge.simulator.controller;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.evsebridge.bridge.p1.Telegram;

/** Cuts what comes from a P1 port into telegrams: from '/' to the end of the line with '!'. */
final class TelegramStream {
  /** Much more than any telegram has. */
  private static final int MOST_BYTES = 16_384;

  private final InputStream in;

  TelegramStream(InputStream in) {
    this.in = in;
  }

  /** Waits for the next telegram; empty when the stream has ended. */
  Optional<byte[]> next() throws IOException {
    ByteArrayOutputStream telegram = new ByteArrayOutputStream();
    boolean ending = false;
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == Telegram.START || telegram.size() > MOST_BYTES) {
        telegram.reset();
        ending = false;
      }
      if (c == Telegram.START || telegram.size() > 0) {
        telegram.write(c);
      }
      ending |= c == Telegram.END && telegram.size() > 0;
      if (ending && c == '\n') {
        return Optional.of(telegram.toByteArray());
      }
    }
    return Optional.empty();
  }
}
