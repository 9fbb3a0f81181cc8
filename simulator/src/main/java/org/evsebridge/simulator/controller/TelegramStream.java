package org.evsebridge.simulator.controller;

import java.util.Arrays;
import java.util.function.Consumer;
import org.evsebridge.bridge.p1.Telegram;

/**
 * Cuts what comes from a P1 port into telegrams: from '/' to the end of the line with '!'. Not
 * thread-safe.
 */
public final class TelegramStream {
  /** Much more than any telegram has. */
  private static final int MOST_BYTES = 16_384;

  // Not a ByteArrayOutputStream: its locks, taken for each byte, took two thirds of a simulated
  // day.
  private final byte[] telegram = new byte[MOST_BYTES];
  private int length;
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
    if (b == Telegram.START || length == MOST_BYTES) {
      forget();
    }
    if (b == Telegram.START || length > 0) {
      telegram[length] = b;
      length++;
      ending |= b == Telegram.END;
    }
    if (ending && b == '\n') {
      byte[] whole = Arrays.copyOf(telegram, length);
      forget();
      sink.accept(whole);
    }
  }

  private void forget() {
    length = 0;
    ending = false;
  }
}
