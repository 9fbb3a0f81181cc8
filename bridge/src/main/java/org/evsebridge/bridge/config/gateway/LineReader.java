package org.evsebridge.bridge.config.gateway;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evsebridge.bridge.config.FileNames;
import org.evsebridge.bridge.config.Rs485;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.config.TcpAddress;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Position;

/** Reads the keys of a {@code modbusproxy:} entry that say where the devices are, and how. */
final class LineReader {
  private static final int MODBUS_PORT = 502;
  private static final int MAX_RETRIES = 10;
  private static final int QUEUE = 1000;
  private static final int MAX_QUEUE = 1_000_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration BROADCAST_DELAY = Duration.ofMillis(100);
  private static final Duration UNIT_RETRY = Duration.ofSeconds(5);
  private static final Pattern URI = Pattern.compile("(\\[[^\\]]+]|[^:/\\s]+)(?::(\\d{1,5}))?");

  private final Fields fields;

  private LineReader(Fields fields) {
    this.fields = fields;
  }

  /** The line; empty when its upstream is missing or faulty. */
  static Optional<LineConfig> read(Fields fields) {
    LineReader reader = new LineReader(fields);
    Optional<Upstream> upstream = reader.upstream();
    LineTimes times = reader.times();
    int retries = fields.integer("retries", 0, MAX_RETRIES).orElse(0);
    int queue = fields.integer("queue", 1, MAX_QUEUE).orElse(QUEUE);
    return upstream.map(where -> new LineConfig(where, times, retries, queue));
  }

  private Optional<Upstream> upstream() {
    boolean both = fields.has("device") && fields.has("uri");
    boolean none = !fields.has("device") && !fields.has("uri");
    if (both) {
      fields.problem(fields.at("uri"), "give either 'device' or 'uri', not both");
    } else if (none) {
      fields.problem(
          fields.at(),
          "'device' (such as /dev/ttyUSB0) or 'uri' (such as 192.168.1.9:502) is missing");
    }
    Optional<String> device = fields.value("device", "the path of a device", FileNames::device);
    Optional<Matcher> uri =
        fields.value(
            "uri",
            "a host with or without a port, such as 192.168.1.9:502",
            text -> Optional.of(URI.matcher(text)).filter(Matcher::matches).filter(this::hasPort));
    SerialSettings settings = settings();
    boolean rtu = fields.flag("rtu").orElse(false);
    boolean echo = fields.flag("echo").orElse(false);
    Position rs485At = fields.at("rs485");
    Optional<Rs485> rs485 = fields.block("rs485").map(LineReader::rs485);
    if (rs485.isPresent() && device.isEmpty()) {
      fields.problem(rs485At, "'rs485' belongs to a 'device'");
    }
    return device
        .<Upstream>map(path -> new Upstream.Serial(path, settings, rs485, echo))
        .or(() -> uri.map(match -> tcp(match, rtu, settings, echo)))
        .filter(where -> !both);
  }

  private boolean hasPort(Matcher uri) {
    return uri.group(2) == null || Integer.parseInt(uri.group(2)) <= TcpAddress.HIGHEST_PORT;
  }

  private static Upstream tcp(Matcher uri, boolean rtu, SerialSettings settings, boolean echo) {
    String host = uri.group(1).replaceAll("[\\[\\]]", "");
    int port = uri.group(2) == null ? MODBUS_PORT : Integer.parseInt(uri.group(2));
    return rtu
        ? new Upstream.RtuOverTcp(host, port, settings, echo)
        : new Upstream.ModbusTcp(host, port);
  }

  private SerialSettings settings() {
    int baudrate =
        fields
            .integer("baudrate", 1, SerialSettings.HIGHEST_BAUDRATE)
            .orElse(SerialSettings.MODULE.baudrate());
    return fields
        .value(
            "comset",
            "8 data bits, parity and stop bits, such as 8N1 or 8E1",
            text -> SerialSettings.MODULE.withComset(text).filter(set -> set.dataBits() == 8))
        .orElse(SerialSettings.MODULE)
        .withBaudrate(baudrate);
  }

  private static Rs485 rs485(Fields block) {
    boolean high = block.choice("rts", Level.class).orElse(Level.HIGH) == Level.HIGH;
    Duration before = block.duration("delay-before").orElse(Duration.ZERO);
    Duration after = block.duration("delay-after").orElse(Duration.ZERO);
    block.done();
    return new Rs485(high, before, after);
  }

  private enum Level {
    HIGH,
    LOW
  }

  private LineTimes times() {
    Duration timeout = fields.positiveDuration("timeout").orElse(TIMEOUT);
    return new LineTimes(
        timeout,
        fields.duration("delay").orElse(Duration.ZERO),
        fields.duration("late").orElse(timeout),
        fields.duration("gap"),
        fields.duration("frame-silence"),
        fields.duration("broadcast-delay").orElse(BROADCAST_DELAY),
        fields.duration("unit-retry").orElse(UNIT_RETRY));
  }
}
