package org.evsebridge.bridge.p1;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.config.p1.SilenceLimits;
import org.evsebridge.bridge.p1.Telegram.Checksum;
import org.evsebridge.bridge.status.Episode;

/**
 * Says why a smart meter's line gives nothing usable: once when that begins, once when it is over.
 * Only time in which the line is read counts. Has no timer: {@link #look} is called about once a
 * second. Thread-safe.
 */
public final class P1Watch {
  /** DSMR meters send at least this often; also what a meter is taken for before its second. */
  private static final long LONGEST_CYCLE = Duration.ofSeconds(10).toNanos();

  private static final long SHORTEST_CYCLE = Duration.ofSeconds(1).toNanos();

  /** Gets a sentence for a person each. */
  public record Voice(Consumer<String> trouble, Consumer<String> over) {}

  private enum Silence {
    NO_BYTE,
    NO_TELEGRAM
  }

  private enum Wrong {
    SOME,
    IN_A_ROW
  }

  private final String device;
  private final SerialSettings settings;
  private final SilenceLimits limits;
  private final boolean drops;
  private final LongSupplier nanoTime;
  private final Voice voice;

  private final Episode silence = new Episode();
  private final Episode wrong = new Episode();
  private LineImpression impression = new LineImpression();
  private boolean up;
  private long upAt;
  private long before; // listened to before that
  private long lastByte;
  private long lastTelegram;
  private long troubleSince;
  private long cycle = LONGEST_CYCLE;
  private boolean hadTelegram;
  private boolean everRight;
  private int wrongInARow;

  /**
   * @param drops whether telegrams with a wrong checksum are dropped
   * @param nanoTime as {@link System#nanoTime}
   */
  public P1Watch(
      String device,
      SerialSettings settings,
      SilenceLimits limits,
      boolean drops,
      LongSupplier nanoTime,
      Voice voice) {
    this.device = device;
    this.settings = settings;
    this.limits = limits;
    this.drops = drops;
    this.nanoTime = nanoTime;
    this.voice = voice;
  }

  /** How long the line has been listened to. */
  private long now() {
    return before + (up ? nanoTime.getAsLong() - upAt : 0);
  }

  /** The line is listened to from now on. */
  public synchronized void up() {
    if (!up) {
      upAt = nanoTime.getAsLong();
      up = true;
    }
  }

  /** The line is not listened to for a while, for want of clients. */
  public synchronized void pause() {
    before = now();
    up = false;
  }

  /** The device is gone, which others log; it begins anew when it is back. */
  public synchronized void gone() {
    pause();
    silence.end();
    wrong.end();
    impression = new LineImpression();
    lastByte = before;
    lastTelegram = before;
    hadTelegram = false;
    everRight = false;
    wrongInARow = 0;
    cycle = LONGEST_CYCLE;
  }

  /** Something came, cut anywhere. */
  public synchronized void received(byte[] bytes) {
    lastByte = now();
    impression.add(bytes);
  }

  /** A telegram came, whose bytes {@link #received} has had. */
  public synchronized void telegram(Checksum checksum) {
    long now = now();
    if (hadTelegram) {
      cycle = Math.max(SHORTEST_CYCLE, Math.min(LONGEST_CYCLE, now - lastTelegram));
    }
    hadTelegram = true;
    lastTelegram = now;
    impression = new LineImpression();
    if (silence.end() > 0) {
      voice
          .over()
          .accept("telegrams come from " + device + " again, after " + seconds(now - troubleSince));
    }
    checksum(checksum);
  }

  private void checksum(Checksum checksum) {
    if (checksum != Checksum.WRONG) {
      everRight = true;
      wrongInARow = 0;
      if (wrong.isOn()) {
        voice.over().accept("telegrams are right again after " + wrong.end() + " wrong");
      }
      return;
    }
    wrongInARow++;
    if (wrong.isNews(wrongInARow >= limits.wrongInARow() ? Wrong.IN_A_ROW : Wrong.SOME)) {
      voice.trouble().accept(wrongInARow >= limits.wrongInARow() ? wrongInARow() : wrongOnce());
    }
  }

  private String wrongOnce() {
    return "a telegram from "
        + device
        + " has a wrong checksum"
        + (drops ? " and is dropped" : "")
        + "; look at the cable, or for other settings of the line";
  }

  private String wrongInARow() {
    String count = wrongInARow + " telegrams in a row from " + device + " have wrong checksums";
    return everRight
        ? count + ": look at the cable, its length and its plugs"
        : count
            + ", and none was ever right: the meter has another polynomial, as Holley's have; "
            + (drops
                ? "'crc: keep' passes them on as they come"
                : "they are passed on as they come, and a client must not check them");
  }

  /** Looks whether something has been missing for too long. */
  public synchronized void look() {
    long now = now();
    if (!up) {
      return;
    }
    boolean isSilent =
        now - lastByte >= limits.silentAfter().toNanos() && !limits.silentAfter().isZero();
    if (isSilent) {
      missing(Silence.NO_BYTE, lastByte);
    } else if (impression.count() > 0 && now - lastTelegram >= limits.lateCycles() * cycle) {
      missing(Silence.NO_TELEGRAM, lastTelegram);
    }
  }

  private void missing(Silence what, long since) {
    if (!silence.isOn()) {
      troubleSince = since;
    }
    if (silence.isNews(what)) {
      voice
          .trouble()
          .accept(what == Silence.NO_BYTE ? noByte(now() - since) : noTelegram(now() - since));
      impression = new LineImpression();
    }
  }

  private String noByte(long nanos) {
    return "no byte from "
        + device
        + " for "
        + seconds(nanos)
        + ": is the cable plugged in, does it raise the meter's request line (on some it hangs on DTR"
        + " or RTS), does it turn the inverted signal round?";
  }

  private String noTelegram(long nanos) {
    return (hadTelegram
            ? "no telegram from " + device + " has ended"
            : device + " gives no telegram")
        + " for "
        + seconds(nanos)
        + " at "
        + settings
        + ", but "
        + impression;
  }

  private static String seconds(long nanos) {
    return Duration.ofNanos(nanos).toSeconds() + " s";
  }
}
