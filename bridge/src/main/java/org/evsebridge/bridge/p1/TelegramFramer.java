package org.evsebridge.bridge.p1;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import org.evsebridge.bridge.p1.Telegram.Checksum;

/**
 * Cuts a stream of bytes into telegrams, however the bytes arrive.
 *
 * <p>A telegram begins with a '/' at the beginning of a line or of the stream and ends with the
 * line that begins with '!'. A '/' at the beginning of a line in the middle of a telegram begins a
 * new one: the end of the old one got lost. Where it got lost in mid-line, or where noise comes
 * first, the '/' stands in mid-line: then the checksum tells it from one in a text, or, where there
 * is none, the identification with the empty line behind it. Not thread-safe.
 */
final class TelegramFramer {
  /** Telegrams have half a kilobyte to two; what is longer than this may be given up. In bytes. */
  static final int MOST_BYTES = 16 * 1024;

  private final Consumer<Telegram> whole;
  private final Runnable broken;
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream(2048);
  private State state = State.SEEKING;
  private boolean lineBegins = true;
  private boolean begunAtLine;
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
    if (each == Telegram.START && (lineBegins || state != State.BODY)) {
      begin();
    }
    if (state != State.SEEKING) {
      taken.write(each);
      if (each == Telegram.END && lineBegins && state == State.BODY) {
        endOfBody = taken.size();
        state = State.CHECKSUM;
      } else if (each == '\n' && state == State.CHECKSUM) {
        state = State.SEEKING;
        end(taken.toByteArray());
      } else if (taken.size() >= 2 * MOST_BYTES) {
        shorten(taken.toByteArray());
      }
    }
    lineBegins = each == '\n' || each == '\r';
  }

  private void begin() {
    if (state != State.SEEKING) {
      giveUp();
    }
    taken.reset();
    state = State.BODY;
    begunAtLine = lineBegins;
  }

  private void giveUp() {
    if (begunAtLine) {
      broken.run();
    }
  }

  /** What came last may be the beginning of a telegram. */
  private void shorten(byte[] bytes) {
    giveUp();
    taken.reset();
    begunAtLine = false;
    int start = next(bytes, bytes.length - MOST_BYTES);
    if (start < 0) {
      state = State.SEEKING;
    } else {
      taken.write(bytes, start, bytes.length - start);
      endOfBody -= start;
    }
  }

  private void end(byte[] bytes) {
    int start = startOfLast(bytes);
    if (start != 0) {
      giveUp();
    }
    if (start >= 0) {
      whole.accept(telegram(bytes, start));
    }
  }

  private Telegram telegram(byte[] bytes, int start) {
    return Telegram.of(Arrays.copyOfRange(bytes, start, bytes.length), endOfBody - start);
  }

  /** Where the telegram begins that ends here; negative when only its end came. */
  private int startOfLast(byte[] bytes) {
    int likely = begunAtLine ? 0 : -1;
    for (int start = 0; start >= 0; start = next(bytes, start + 1)) {
      if (start == 0 && begunAtLine || isIdentification(bytes, start)) {
        Checksum checksum = telegram(bytes, start).checksum();
        if (checksum == Checksum.RIGHT || checksum == Checksum.UNPADDED) {
          return start;
        }
        if (isHead(bytes, start)) {
          likely = start;
        }
      }
    }
    return likely;
  }

  private static int next(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == Telegram.START) {
        return i;
      }
    }
    return -1;
  }

  /** Whether three letters follow the '/': the maker's. */
  private static boolean isIdentification(byte[] bytes, int start) {
    for (int i = start + 1; i <= start + 3; i++) {
      if (i == bytes.length || !Character.isLetter(bytes[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether an identification ends with its line and an empty one follows. */
  private static boolean isHead(byte[] bytes, int start) {
    int lines = 0;
    for (int i = start + 1; isIdentification(bytes, start) && i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        lines++;
      } else if (lines == 1 && bytes[i] != '\r') {
        return false;
      }
      if (lines == 2) {
        return true;
      }
    }
    return false;
  }
}
