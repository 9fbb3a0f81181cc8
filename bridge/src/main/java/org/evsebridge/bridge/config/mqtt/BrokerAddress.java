package org.evsebridge.bridge.config.mqtt;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evsebridge.bridge.config.TcpAddress;

/**
 * Where a broker is.
 *
 * @param tls whether it is spoken to over TLS
 */
public record BrokerAddress(String host, int port, boolean tls) {
  static final String PATTERN =
      "(mqtts?)://(\\[[0-9A-Fa-f:.]+\\]|[^\\s/:@?#\\[\\]]+)(?::(\\d{1,5}))?/?";
  private static final Pattern WRITTEN = Pattern.compile(PATTERN);
  private static final int PLAIN_PORT = 1883;
  private static final int TLS_PORT = 8883;

  /** Reads {@code mqtt://192.168.1.5} or {@code mqtts://broker.lan:8884}. */
  static Optional<BrokerAddress> parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      return Optional.empty();
    }
    boolean tls = written.group(1).equals("mqtts");
    int usual = tls ? TLS_PORT : PLAIN_PORT;
    int port = written.group(3) == null ? usual : Integer.parseInt(written.group(3));
    String host = written.group(2).replaceAll("[\\[\\]]", "");
    return port == 0 || port > TcpAddress.HIGHEST_PORT
        ? Optional.empty()
        : Optional.of(new BrokerAddress(host, port, tls));
  }

  @Override
  public String toString() {
    return (tls ? "mqtts://" : "mqtt://")
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + port;
  }
}
