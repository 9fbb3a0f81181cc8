package org.evsebridge.simulator.controller;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.evsebridge.bridge.p1.Telegram;

/**
 * Cuts what comes from a P1 port into telegrams: from '/' to the end of the line with '!'. Not
 * thread-safe.
 */
public final class TelegramStream {
  /** Much more than any telegram has. */
  private static final int MOST_BYTES = 16_384;

  private final ByteArrayOutputStream telegram = new ByteArrayOutputStream();
  private boolean ending;

  /**
   * Takes what has come, cut anywhere.
   *
   * @param sink gets each telegram that is finished by it, whole or not
   */
  public void received(byte[] bytes, Consumer<byte[]> sink) {
    for (byte b : bytes) {
      received(b, sink);
    }
  }

  private void received(byte b, Consumer<byte[]> sink) {
    if (b == Telegram.START || telegram.size() > MOST_BYTES) {
      forget();
    }
    if (b == Telegram.START || telegram.size() > 0) {
      telegram.write(b);
      ending |= b == Telegram.END;
    }
    if (ending && b == '\n') {
      byte[] whole = telegram.toByteArray();
      forget();
      sink.accept(whole);
    }
  }

  private void forget() {
    telegram.reset();
    ending = false;
  }
}
