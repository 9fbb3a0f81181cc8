package org.evsebridge.bridge.config;

import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.ScalarKind;

/** The keys that say how a serial line is set. */
public final class SerialKeys {
  private static final String PATTERN = "[5-8][NEOneo][12]";

  private SerialKeys() {}

  /** The path of a serial device. */
  public static Key<String> device() {
    return Key.of(
            "device", ScalarKind.of("the path of a device", FileNames::device).pattern(".*\\S.*"))
        .such("/dev/ttyUSB0");
  }

  /** The line's speed in bits a second. */
  public static Key<Integer> baudrate(SerialSettings standard) {
    return Key.whole("baudrate", 1, SerialSettings.HIGHEST_BAUDRATE).or(standard.baudrate());
  }

  /** A line's data bits, parity and stop bits, with the speed of the standard settings. */
  public static Key<SerialSettings> comset(String words, SerialSettings standard) {
    return comset(ScalarKind.of(words, standard::withComset).pattern(PATTERN), standard);
  }

  /** The same, for a kind of its own. */
  public static Key<SerialSettings> comset(
      ScalarKind<SerialSettings> kind, SerialSettings standard) {
    return Key.of("comset", kind.written(SerialSettings::comset)).or(standard);
  }
}
