package org.evsebridge.simulator.line;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A kind of way into a line. */
public enum Way {
  /** A virtual serial port, which can be unplugged. */
  TAP,
  /** A real serial port, whose plug is out of reach. */
  DEVICE,
  /** Frames without a CRC, on a connection that can be reset. */
  MODBUS_TCP,
  RTU_OVER_TCP;

  boolean isTcp() {
    return this == MODBUS_TCP || this == RTU_OVER_TCP;
  }

  /** The name as rig.yaml has it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Those that fit, by name, for messages. */
  static String keys(Predicate<Way> fits) {
    return keys(Arrays.stream(values()).filter(fits).toList());
  }

  static String keys(Collection<Way> ways) {
    return ways.isEmpty()
        ? "nothing"
        : ways.stream().map(Way::key).collect(Collectors.joining(", "));
  }
}
