package org.evsebridge.bridge.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the bytes of a serial line look on the wire.
 *
 * @param baudrate bits a second
 * @param dataBits 5 to 8
 * @param stopBits 1 or 2
 */
public record SerialSettings(int baudrate, int dataBits, Parity parity, int stopBits) {
  /** The charging module's line as it comes from the factory: 9600 8N1. */
  public static final SerialSettings MODULE = new SerialSettings(9600, 8, Parity.NONE, 1);

  /** A DSMR 5 meter's P1 port: 115200 8N1. */
  public static final SerialSettings P1 = new SerialSettings(115200, 8, Parity.NONE, 1);

  /** The P1 port of a meter of DSMR 2.2 or 3: 9600 7E1. */
  public static final SerialSettings P1_BEFORE_DSMR_4 = new SerialSettings(9600, 7, Parity.EVEN, 1);

  /** The highest speed that may be asked for, in bits a second. */
  public static final int HIGHEST_BAUDRATE = 4_000_000;

  private static final Pattern COMSET = Pattern.compile("([5-8])([NEO])([12])");

  /** The parity bit after each character's data bits. */
  public enum Parity {
    NONE,
    EVEN,
    ODD,
    MARK,
    SPACE
  }

  /** These settings with evcc's {@code comset}, such as {@code 8N1}; empty when it is none. */
  public Optional<SerialSettings> withComset(String comset) {
    Matcher m = COMSET.matcher(comset.toUpperCase(Locale.ROOT));
    if (!m.matches()) {
      return Optional.empty();
    }
    Parity parity =
        switch (m.group(2)) {
          case "E" -> Parity.EVEN;
          case "O" -> Parity.ODD;
          default -> Parity.NONE;
        };
    return Optional.of(
        new SerialSettings(
            baudrate, Integer.parseInt(m.group(1)), parity, Integer.parseInt(m.group(3))));
  }

  public SerialSettings withBaudrate(int bitsPerSecond) {
    return new SerialSettings(bitsPerSecond, dataBits, parity, stopBits);
  }

  public SerialSettings withDataBits(int bits) {
    return new SerialSettings(baudrate, bits, parity, stopBits);
  }

  public SerialSettings withParity(Parity other) {
    return new SerialSettings(baudrate, dataBits, other, stopBits);
  }

  public SerialSettings withStopBits(int bits) {
    return new SerialSettings(baudrate, dataBits, parity, bits);
  }

  /** Bits on the wire for one character: start bit, data, parity, stop. */
  public int bitsPerCharacter() {
    return 1 + dataBits + (parity == Parity.NONE ? 0 : 1) + stopBits;
  }

  /** How long one character takes on the wire, in nanoseconds. */
  public long characterNanos() {
    return bitsPerCharacter() * 1_000_000_000L / baudrate;
  }

  /** Data bits, parity and stop bits as evcc writes them, such as {@code 8N1}. */
  public String comset() {
    return "" + dataBits + parity.name().charAt(0) + stopBits;
  }

  /** Such as {@code 9600 8N1}. */
  @Override
  public String toString() {
    return baudrate + " " + comset();
  }
}
