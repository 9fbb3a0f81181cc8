package org.evsebridge.bridge.p1;

import java.util.Arrays;
import java.util.Optional;
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
public final class TelegramFramer {
  /** Telegrams have half a kilobyte to two; what is longer than this may be given up. In bytes. */
  static final int MOST_BYTES = 16 * 1024;

  private final Consumer<Telegram> whole;
  private final Runnable broken;

  // Not a ByteArrayOutputStream: it takes a lock for each byte.
  private byte[] taken = new byte[2048];
  private int length;
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
   * @param whole gets every telegram, whatever its checksum
   * @param broken is told of each telegram that was begun and not finished
   */
  public TelegramFramer(Consumer<Telegram> whole, Runnable broken) {
    this.whole = whole;
    this.broken = broken;
  }

  /** Takes what has come, cut anywhere. */
  public void take(byte[] bytes) {
    for (byte each : bytes) {
      take(each);
    }
  }

  private void take(byte each) {
    if (each == Telegram.START && (lineBegins || state != State.BODY)) {
      begin();
    }
    if (state != State.SEEKING) {
      keep(each);
      if (each == Telegram.END && lineBegins && state == State.BODY) {
        endOfBody = length;
        state = State.CHECKSUM;
      } else if (each == '\n' && state == State.CHECKSUM) {
        state = State.SEEKING;
        end();
      } else if (length >= 2 * MOST_BYTES) {
        shorten();
      }
    }
    lineBegins = each == '\n' || each == '\r';
  }

  private void keep(byte each) {
    if (length == taken.length) {
      taken = Arrays.copyOf(taken, 2 * length);
    }
    taken[length++] = each;
  }

  private void begin() {
    if (state != State.SEEKING) {
      giveUp();
    }
    length = 0;
    state = State.BODY;
    begunAtLine = lineBegins;
  }

  private void giveUp() {
    if (begunAtLine) {
      broken.run();
    }
  }

  /** What came last may be the beginning of a telegram. */
  private void shorten() {
    giveUp();
    begunAtLine = false;
    int start = next(length - MOST_BYTES);
    if (start < 0) {
      state = State.SEEKING;
    } else {
      length -= start;
      System.arraycopy(taken, start, taken, 0, length);
      endOfBody -= start;
    }
  }

  private void end() {
    Optional<Telegram> last = last();
    if (last.map(telegram -> telegram.bytes().length).orElse(0) < length) {
      giveUp();
    }
    last.ifPresent(whole);
  }

  /** The telegram that ends here; empty when only its end came. */
  private Optional<Telegram> last() {
    Telegram likely = null;
    for (int start = 0; start >= 0; start = next(start + 1)) {
      boolean begunHere = start == 0 && begunAtLine;
      if (begunHere || isIdentification(start)) {
        Telegram telegram =
            Telegram.of(Arrays.copyOfRange(taken, start, length), endOfBody - start);
        Checksum checksum = telegram.checksum();
        if (checksum == Checksum.RIGHT || checksum == Checksum.UNPADDED) {
          return Optional.of(telegram);
        }
        if (begunHere || isHead(start)) {
          likely = telegram;
        }
      }
    }
    return Optional.ofNullable(likely);
  }

  private int next(int from) {
    for (int i = from; i < length; i++) {
      if (taken[i] == Telegram.START) {
        return i;
      }
    }
    return -1;
  }

  /** Whether three letters follow the '/': the maker's. */
  private boolean isIdentification(int start) {
    for (int i = start + 1; i <= start + 3; i++) {
      if (i >= length || !Character.isLetter(taken[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether an identification ends with its line and an empty one follows. */
  private boolean isHead(int start) {
    int lines = 0;
    for (int i = start + 1; isIdentification(start) && i < length; i++) {
      if (taken[i] == '\n') {
        lines++;
      } else if (lines == 1 && taken[i] != '\r') {
        return false;
      }
      if (lines == 2) {
        return true;
      }
    }
    return false;
  }
}
