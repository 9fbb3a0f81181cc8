package org.evsebridge.bridge.config.gateway;

import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.config.Rs485;
import org.evsebridge.bridge.config.SerialSettings;

/** Where the devices are. */
public sealed interface Upstream {
  /** The longest frame of a serial line, in characters (Modbus over serial line V1.02). */
  int LONGEST_FRAME = 256;

  /** The device or the address; no two upstreams have the same. */
  String name();

  /**
   * Whether unit 0 addresses every device and none answers, as on a serial line; otherwise it is a
   * unit like any other.
   */
  default boolean hasBroadcasts() {
    return true;
  }

  /** How long the longest frame takes. */
  default Duration longestFrame() {
    return Duration.ZERO;
  }

  private static Duration longestFrame(SerialSettings settings) {
    return Duration.ofNanos(LONGEST_FRAME * settings.characterNanos());
  }

  /**
   * A serial line.
   *
   * @param device path of the device
   * @param echo whether the adapter receives what it sends itself
   */
  record Serial(String device, SerialSettings settings, Optional<Rs485> rs485, boolean echo)
      implements Upstream {
    @Override
    public String name() {
      return device;
    }

    @Override
    public Duration longestFrame() {
      return Upstream.longestFrame(settings);
    }
  }

  /**
   * RTU frames over TCP: a transparent RS485-Ethernet converter.
   *
   * @param settings of the line behind the converter, from which the times are computed
   * @param echo whether the converter receives what it sends itself
   */
  record RtuOverTcp(
      String host, int port, TcpConnection connection, SerialSettings settings, boolean echo)
      implements Upstream {
    @Override
    public String name() {
      return host + ":" + port;
    }

    @Override
    public Duration longestFrame() {
      return Upstream.longestFrame(settings);
    }
  }

  /** A device or another gateway that speaks Modbus TCP. */
  record ModbusTcp(String host, int port, TcpConnection connection) implements Upstream {
    @Override
    public boolean hasBroadcasts() {
      return false;
    }

    @Override
    public String name() {
      return host + ":" + port;
    }
  }
}
