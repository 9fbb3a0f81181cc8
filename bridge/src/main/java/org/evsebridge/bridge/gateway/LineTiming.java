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
  /** The times of a serial device's line. */
  static LineTiming of(SerialSettings settings, LineTimes times) {
    return of(settings, times, LineTimes.SERIAL_SILENCE);
  }

  /** The times of a line behind a network, which hands over the parts of a frame when it likes. */
  static LineTiming overNetwork(SerialSettings settings, LineTimes times) {
    return of(settings, times, LineTimes.NETWORK_SILENCE);
  }

  private static LineTiming of(SerialSettings settings, LineTimes times, Duration silence) {
    long gap = times.gap().map(Duration::toNanos).orElseGet(() -> specifiedGap(settings));
    long frameSilence =
        times.frameSilence().map(Duration::toNanos).orElse(Math.max(gap, silence.toNanos()));
    return new LineTiming(settings.characterNanos(), gap, frameSilence);
  }

  /** That many characters, rounded up; on a fast line the time that the specification fixes. */
  private static long specifiedGap(SerialSettings settings) {
    if (settings.baudrate() > LineTimes.FAST_BAUDRATE) {
      return LineTimes.FAST_GAP.toNanos();
    }
    long halfCharacters =
        (long) (2 * LineTimes.GAP_CHARACTERS) * settings.bitsPerCharacter() * 1_000_000_000;
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
