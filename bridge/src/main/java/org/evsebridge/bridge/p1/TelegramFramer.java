package org.evsebridge.bridge.p1;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into telegrams, however the bytes arrive.
 *
 * <p>A telegram begins with a '/' at the beginning of a line or of the stream and ends with the
 * line that begins with '!'. A '/' at the beginning of a line in the middle of a telegram begins a
 * new one: the end of the old one got lost. Not thread-safe.
 */
final class TelegramFramer {
  /** Telegrams have half a kilobyte to two; what grows beyond this is none. In bytes. */
  static final int MOST_BYTES = 16 * 1024;

  private final Consumer<Telegram> whole;
  private final Runnable broken;
  private final ByteArrayOutputStream telegram = new ByteArrayOutputStream(2048);
  private State state = State.SEEKING;
  private boolean lineBegins = true;
  private int endOfBody;

  private enum State {
    /** Waiting for a '/'. */
    SEEKING,
    /** Between '/' and '!'. */
    BODY,
    /** Behind '!', waiting for the line's end. */
    CHECKSUM
  }

  /**
   * @param whole gets every telegram
   * @param broken is told of each telegram that was begun and not finished
   */
  TelegramFramer(Consumer<Telegram> whole, Runnable broken) {
    this.whole = whole;
    this.broken = broken;
  }

  void take(byte[] bytes) {
    for (byte each : bytes) {
      take(each);
    }
  }

  private void take(byte each) {
    if (each == Telegram.START && lineBegins) {
      if (state != State.SEEKING) {
        broken.run();
      }
      telegram.reset();
      state = State.BODY;
    }
    if (state != State.SEEKING) {
      telegram.write(each);
      if (each == Telegram.END && lineBegins && state == State.BODY) {
        endOfBody = telegram.size();
        state = State.CHECKSUM;
      } else if (each == '\n' && state == State.CHECKSUM) {
        state = State.SEEKING;
        whole.accept(Telegram.of(telegram.toByteArray(), endOfBody));
      } else if (telegram.size() >= MOST_BYTES) {
        state = State.SEEKING;
        broken.run();
      }
    }
    lineBegins = each == '\n' || each == '\r';
  }
}
