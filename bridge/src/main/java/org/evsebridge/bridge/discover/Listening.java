package org.evsebridge.bridge.discover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.config.SerialSettings.Parity;
import org.evsebridge.bridge.p1.LineImpression;
import org.evsebridge.bridge.p1.LineImpression.Kind;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.p1.Telegram.Checksum;
import org.evsebridge.bridge.p1.TelegramFramer;

/**
 * Listens to one port for a smart meter: decides at which settings and how long, from the bytes and
 * the times that it is given. Reads, does nothing, has no clock. Not thread-safe.
 *
 * <p>The line is listened to for one cycle at each of {@link #TURNS}. A pause behind bytes that are
 * no text ends a turn early. Where a line was silent at first and unreadable later, as a meter's is
 * that began between, the first turn is taken again.
 */
final class Listening {
  /** DSMR 4 and 5, then DSMR 2.2 and 3; seven bits are told from eight in what comes. */
  static final List<SerialSettings> TURNS =
      List.of(SerialSettings.P1, SerialSettings.P1_BEFORE_DSMR_4);

  private static final int LOW_BITS = 0x7F;

  private final Patience patience;
  private final List<SerialSettings> turns = new ArrayList<>(TURNS);
  private int turn;
  private long began;
  private long lastByte;
  private LineImpression impression;
  private TelegramFramer asItIs;
  private TelegramFramer inSevenBits;
  private Optional<Telegram> wrong = Optional.empty();
  private Optional<Heard> meter = Optional.empty();
  private Optional<Heard.Bytes> unread = Optional.empty();

  /**
   * @param now nanoseconds of any clock that only goes forward
   */
  Listening(Patience patience, long now) {
    this.patience = patience;
    begin(0, now);
  }

  private void begin(int next, long now) {
    turn = next;
    began = now;
    lastByte = now;
    impression = new LineImpression();
    wrong = Optional.empty();
    asItIs = new TelegramFramer(telegram -> take(telegram, settings()), () -> {});
    inSevenBits =
        new TelegramFramer(
            telegram -> {
              if (impression.kind() == Kind.SEVEN_BITS) {
                take(telegram, settings().withDataBits(7).withParity(Parity.EVEN));
              }
            },
            () -> {});
  }

  /** How the line has to be set now. */
  SerialSettings settings() {
    return turns.get(turn);
  }

  /** How many bytes have come at these settings. */
  long count() {
    return impression.count();
  }

  /** Takes what has come. */
  void received(byte[] bytes, long now) {
    lastByte = now;
    impression.add(bytes);
    asItIs.take(bytes);
    byte[] seven = Arrays.copyOf(bytes, bytes.length);
    for (int i = 0; i < seven.length; i++) {
      seven[i] &= LOW_BITS;
    }
    inSevenBits.take(seven);
  }

  /** A wrong checksum may be the noise's: only a second one is the meter's own. */
  private void take(Telegram telegram, SerialSettings settings) {
    if (telegram.values().all().isEmpty() || meter.isPresent()) {
      return;
    }
    if (telegram.checksum() != Checksum.WRONG || wrong.isPresent()) {
      meter = Optional.of(new Heard.MeterTelegrams(settings, telegram));
    }
    wrong = Optional.of(telegram);
  }

  /**
   * Looks how it stands; {@link #settings} may be others afterwards.
   *
   * @param meterElsewhere whether another port has given telegrams: a house has one meter, so that
   *     a port which says nothing for a whole cycle is not listened to once more
   * @return empty as long as there is to be listened
   */
  Optional<Heard> look(long now, boolean meterElsewhere) {
    if (meter.isPresent()) {
      return meter;
    }
    boolean isOver = now - began >= patience.cycle().toNanos();
    if (isOver && wrong.isPresent()) {
      return Optional.of(new Heard.MeterTelegrams(settings(), wrong.get()));
    }
    boolean isPause = now - lastByte >= patience.pause().toNanos();
    boolean isDecided =
        switch (impression.kind()) {
          case ZEROS, UNREADABLE, ENCRYPTED -> isPause;
          case FEW, TEXT, SEVEN_BITS -> false; // more of it may be a telegram
        };
    return isOver || isDecided ? endOfTurn(now, meterElsewhere) : Optional.empty();
  }

  private Optional<Heard> endOfTurn(long now, boolean meterElsewhere) {
    boolean hadBeenSilent = unread.isEmpty();
    if (count() > 0) {
      unread = Optional.of(new Heard.Bytes(settings(), impression));
    }
    Kind kind = impression.kind();
    if (kind == Kind.TEXT || kind == Kind.ENCRYPTED || unread.isEmpty() && meterElsewhere) {
      return result();
    }
    boolean isLast = turn == turns.size() - 1;
    if (isLast && hadBeenSilent && count() > 0 && turn < TURNS.size()) {
      turns.add(TURNS.get(0));
    } else if (isLast) {
      return result();
    }
    begin(turn + 1, now);
    return Optional.empty();
  }

  private Optional<Heard> result() {
    return Optional.of(unread.<Heard>map(bytes -> bytes).orElse(new Heard.Nothing()));
  }
}
