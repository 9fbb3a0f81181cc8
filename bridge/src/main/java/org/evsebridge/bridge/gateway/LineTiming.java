package org.evsebridge.bridge.gateway;

import java.time.Duration;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.config.gateway.LineTimes;
import org.evsebridge.bridge.modbus.Rtu;

/**
 * The times of an RTU line, in nanoseconds (Modbus over serial line V1.02, section 2.5.1).
 *
 * @param character one character on the wire
 * @param gap the silence that parts two frames
 * @param frameSilence the silence after which nothing more belongs to a frame, adapters that hand
 *     over bytes in lumps included
 */
record LineTiming(long character, long gap, long frameSilence) {
  private static final int FAST_BAUDRATE = 19_200;
  private static final long FAST_GAP = 1_750_000;
  private static final long LUMPS = Duration.ofMillis(30).toNanos();

  /** A radio link that stalls and a segment that is sent again fit in; so does a reader's time. */
  private static final long NETWORK = Duration.ofSeconds(1).toNanos();

  /** The times of a serial device's line. */
  static LineTiming of(SerialSettings settings, LineTimes times) {
    return of(settings, times, LUMPS);
  }

  /** The times of a line behind a network, which hands over the parts of a frame when it likes. */
  static LineTiming overNetwork(SerialSettings settings, LineTimes times) {
    return of(settings, times, NETWORK);
  }

  private static LineTiming of(SerialSettings settings, LineTimes times, long lumps) {
    long gap = times.gap().map(Duration::toNanos).orElseGet(() -> specifiedGap(settings));
    long frameSilence = times.frameSilence().map(Duration::toNanos).orElse(Math.max(gap, lumps));
    return new LineTiming(settings.characterNanos(), gap, frameSilence);
  }

  /** 3.5 characters, rounded up; above 19200 baud 1.75 ms. */
  private static long specifiedGap(SerialSettings settings) {
    if (settings.baudrate() > FAST_BAUDRATE) {
      return FAST_GAP;
    }
    long halfCharacters = 7L * settings.bitsPerCharacter() * 1_000_000_000;
    return (halfCharacters + 2L * settings.baudrate() - 1) / (2L * settings.baudrate());
  }

  /** How long a number of characters takes. */
  long transmission(int characters) {
    return characters * character;
  }

  /** How long a frame may take from its first byte to its last, whatever it is. */
  long longestFrame() {
    return transmission(Rtu.MAX_LENGTH) + frameSilence;
  }
}
