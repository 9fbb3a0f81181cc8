package org.evsebridge.bridge.config.gateway;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evsebridge.bridge.config.Rs485;
import org.evsebridge.bridge.config.SerialKeys;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.config.TcpAddress;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Rule;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.bridge.yaml.Values;

/** The keys of a {@code modbusproxy:} entry that say where the devices are. */
final class UpstreamKeys {
  private static final int MODBUS_PORT = 502;
  private static final Pattern URI = Pattern.compile("(\\[[^\\]]+]|[^:/\\s]+)(?::(\\d{1,5}))?");

  private enum Level {
    HIGH,
    LOW
  }

  private record Host(String name, int port) {}

  private static final Key<Optional<String>> DEVICE =
      SerialKeys.device()
          .optional()
          .says("path of the serial device, where the line is on this machine")
          .such("/dev/ttyS0")
          .shown();

  private static final Key<Optional<Host>> REMOTE =
      Key.of(
              "uri",
              ScalarKind.of(
                      "a host with or without a port, such as 192.168.1.9:502", UpstreamKeys::host)
                  .pattern(URI.pattern()))
          .optional()
          .says("host and port where the line is reached over TCP; port 502 if none is given")
          .such("192.168.1.9:502");

  private static final Key<Boolean> RTU =
      Key.of("rtu", EvccKinds.SWITCH)
          .or(false)
          .says("whether `uri` speaks RTU over TCP, not Modbus TCP");

  private static final Key<Integer> BAUDRATE =
      SerialKeys.baudrate(SerialSettings.MODULE)
          .says("the line's speed in bits a second; with `uri` and `rtu`, behind the converter");

  private static final Key<SerialSettings> COMSET =
      SerialKeys.comset(EvccKinds.COMSET, SerialSettings.MODULE)
          .says("how a character stands on the line; `80` is 8E1, as in evcc");

  private static final Key<Boolean> ECHO =
      Key.onOff("echo")
          .or(false)
          .says("whether the adapter receives what it sends itself; needed for writes there");

  private static final Key<Duration> CONNECT_DELAY =
      Key.duration("connect-delay")
          .or(TcpConnection.DEFAULT.pause())
          .says("pause after a connection to `uri` is made, before anything is sent");
  private static final Key<Duration> IDLE_CLOSE =
      Key.duration("idle-close")
          .or(TcpConnection.DEFAULT.idleClose())
          .says(
              "closes the connection to `uri` after so long without use, until it is needed; 0"
                  + " never does");
  private static final Key<Duration> MAX_AGE =
      Key.duration("max-age")
          .or(TcpConnection.DEFAULT.maxAge())
          .says("makes the connection to `uri` anew after so long, between requests; 0 never does");
  private static final Key<Boolean> CONNECTION_EACH =
      Key.onOff("connection-each")
          .or(TcpConnection.DEFAULT.each())
          .says("makes a connection to `uri` for each request");

  private static final Key<Level> RTS =
      Key.choice("rts", Level.class).or(Level.HIGH).says("RTS while the line is driven");
  private static final Key<Duration> DELAY_BEFORE =
      Key.duration("delay-before").or(Duration.ZERO).says("from RTS to the first bit");
  private static final Key<Duration> DELAY_AFTER =
      Key.duration("delay-after").or(Duration.ZERO).says("from the last bit to RTS");
  private static final Key<Optional<Rs485>> RS485 =
      Key.of(
              "rs485",
              Block.of(RTS, DELAY_BEFORE, DELAY_AFTER)
                  .inAnyCase()
                  .making(
                      given ->
                          new Rs485(
                              given.get(RTS) == Level.HIGH,
                              given.get(DELAY_BEFORE),
                              given.get(DELAY_AFTER))))
          .optional()
          .says("how RTS drives the adapter, where it does not do so by itself");

  static final Block<Values> ALL =
      Block.of(
              DEVICE,
              REMOTE,
              RTU,
              BAUDRATE,
              COMSET,
              ECHO,
              RS485,
              CONNECT_DELAY,
              IDLE_CLOSE,
              MAX_AGE,
              CONNECTION_EACH)
          .rule(
              Rule.of(
                  "'device' (such as /dev/ttyUSB0) or 'uri' (such as 192.168.1.9:502) is missing",
                  given -> given.has(DEVICE) || given.has(REMOTE)))
          .rule(Rule.notBoth(DEVICE, REMOTE))
          .rule(Rule.belongs(RS485, DEVICE));

  private UpstreamKeys() {}

  /** Where the devices are; empty where that is faulty. */
  static Optional<Upstream> upstream(Values given) {
    SerialSettings settings = given.get(COMSET).withBaudrate(given.get(BAUDRATE));
    boolean echo = given.get(ECHO);
    return given
        .get(DEVICE)
        .<Upstream>map(path -> new Upstream.Serial(path, settings, given.get(RS485), echo))
        .or(
            () ->
                given
                    .get(REMOTE)
                    .map(
                        host ->
                            given.get(RTU)
                                ? new Upstream.RtuOverTcp(
                                    host.name, host.port, connection(given), settings, echo)
                                : new Upstream.ModbusTcp(host.name, host.port, connection(given))));
  }

  private static TcpConnection connection(Values given) {
    return new TcpConnection(
        given.get(CONNECT_DELAY),
        given.get(IDLE_CLOSE),
        given.get(MAX_AGE),
        given.get(CONNECTION_EACH));
  }

  private static Optional<Host> host(String text) {
    Matcher uri = URI.matcher(text);
    if (!uri.matches()) {
      return Optional.empty();
    }
    int port = uri.group(2) == null ? MODBUS_PORT : Integer.parseInt(uri.group(2));
    return port <= TcpAddress.HIGHEST_PORT
        ? Optional.of(new Host(uri.group(1).replaceAll("[\\[\\]]", ""), port))
        : Optional.empty();
  }
}
