package org.evsebridge.bridge.gateway;

import java.time.Duration;
import org.evsebridge.bridge.config.SerialSettings;
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

  static LineTiming of(SerialSettings settings) {
    long character = settings.characterNanos();
    long gap =
        settings.baudrate() > FAST_BAUDRATE
            ? FAST_GAP
            : 7 * settings.bitsPerCharacter() * 1_000_000_000L / (2 * settings.baudrate()) + 1;
    return new LineTiming(character, gap, Math.max(gap, LUMPS));
  }

  /** How long a number of characters takes. */
  long wire(int characters) {
    return characters * character;
  }

  /** How long a frame may take from its first byte to its last, whatever it is. */
  long longestFrame() {
    return wire(Rtu.MAX_LENGTH) + frameSilence;
  }
}
