package org.evsebridge.simulator.meter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.simulator.time.SimulatedClock;

/**
 * The way out of the meter, with the faults that are set. The same seed and the same telegrams give
 * the same noise. Not thread-safe.
 */
final class FaultyPort {
  private static final int MOST_FLIPS = 5;
  private static final int MOST_BABBLE = 40;
  private static final int CHECKSUM_FROM_END = 6;

  private record Late(Instant due, byte[] telegram) {}

  private final SimulatedClock clock;
  private final Random random;
  private final Consumer<byte[]> out;
  private final Deque<Late> late = new ArrayDeque<>();
  private MeterFaults faults;
  private Instant silentUntil;
  private Instant frozenUntil = Instant.MIN;
  private byte[] last = {};

  FaultyPort(SimulatedClock clock, MeterFaults faults, long seed, Consumer<byte[]> out) {
    this.clock = clock;
    faults(faults);
    this.random = new Random(seed);
    this.out = out;
  }

  void faults(MeterFaults wanted) {
    faults = wanted;
    silence(wanted.silence());
  }

  /** The faults that are set; the silence is what is left of it. */
  MeterFaults faults() {
    Duration left = Duration.between(clock.instant(), silentUntil);
    return new MeterFaults(
        faults.flip(),
        faults.cut(),
        faults.crc(),
        faults.babble(),
        faults.late(),
        left.isNegative() ? Duration.ZERO : left);
  }

  void silence(Duration howLong) {
    silentUntil = clock.instant().plus(howLong);
  }

  /** Repeats the last telegram, byte for byte, for so long. */
  void freeze(Duration howLong) {
    frozenUntil = clock.instant().plus(howLong);
  }

  /** The clock has been set: what is to last for a while still lasts as long. */
  void clockMoved(Duration by) {
    silentUntil = silentUntil.plus(by);
    frozenUntil = frozenUntil.equals(Instant.MIN) ? frozenUntil : frozenUntil.plus(by);
    List<Late> waiting = List.copyOf(late);
    late.clear();
    waiting.forEach(one -> late.add(new Late(one.due().plus(by), one.telegram())));
  }

  /** Takes a telegram that the meter has just finished. */
  void send(byte[] telegram) {
    boolean frozen = clock.instant().isBefore(frozenUntil) && last.length > 0;
    last = frozen ? last : telegram;
    if (clock.instant().isBefore(silentUntil)) {
      return;
    }
    byte[] spoilt = spoil(last);
    if (faults.late().isZero() && late.isEmpty()) {
      out.accept(spoilt);
    } else {
      long delay = (long) (random.nextDouble() * faults.late().toNanos());
      late.add(new Late(clock.instant().plusNanos(delay), spoilt));
    }
  }

  /** Lets out what was late and is due; one telegram never overtakes another. */
  void tick() {
    while (!late.isEmpty() && !late.peek().due().isAfter(clock.instant())) {
      out.accept(late.remove().telegram());
    }
  }

  private byte[] spoil(byte[] telegram) {
    byte[] spoilt = telegram.clone();
    if (happens(faults.flip())) {
      for (int flips = 1 + random.nextInt(MOST_FLIPS); flips > 0; flips--) {
        spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(7));
      }
    }
    if (happens(faults.crc())
        && telegram[telegram.length - CHECKSUM_FROM_END - 1] == Telegram.END) {
      int digit = spoilt.length - CHECKSUM_FROM_END;
      spoilt[digit] = (byte) (spoilt[digit] == '0' ? '1' : '0');
    }
    if (happens(faults.cut())) {
      int at = 1 + random.nextInt(spoilt.length - 1);
      spoilt =
          random.nextBoolean()
              ? Arrays.copyOf(spoilt, at)
              : Arrays.copyOfRange(spoilt, at, spoilt.length);
    }
    if (happens(faults.babble())) {
      byte[] noise = new byte[1 + random.nextInt(MOST_BABBLE)];
      random.nextBytes(noise);
      byte[] both = Arrays.copyOf(noise, noise.length + spoilt.length);
      System.arraycopy(spoilt, 0, both, noise.length, spoilt.length);
      spoilt = both;
    }
    return spoilt;
  }

  private boolean happens(double chance) {
    return chance > 0 && random.nextDouble() < chance;
  }
}
