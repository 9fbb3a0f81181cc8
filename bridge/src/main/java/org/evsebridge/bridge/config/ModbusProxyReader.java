package org.evsebridge.bridge.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the list {@code modbusproxy:} of a bridge.yaml; its keys are evcc's, and ours beside. */
public final class ModbusProxyReader {
  private static final int MAX_PORT = 65535;
  private static final int MAX_BAUDRATE = 4_000_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private ModbusProxyReader() {}

  /** The entries that are without fault; the faults of the others go to the problems. */
  public static List<ModbusProxyConfig> read(List<YamlNode> entries, Problems problems) {
    List<ModbusProxyConfig> read = new ArrayList<>();
    for (YamlNode entry : entries) {
      entry(Fields.of(entry, problems)).ifPresent(read::add);
    }
    checkPorts(read, problems);
    checkLines(read, problems);
    return List.copyOf(read);
  }

  private static Optional<ModbusProxyConfig> entry(Fields fields) {
    Position portAt = fields.at("port");
    Optional<Integer> port = fields.integer("port", 0, MAX_PORT);
    if (port.isEmpty() && portAt.equals(fields.at())) {
      fields.problem(fields.at(), "'port' is missing: the TCP port that clients connect to");
    }
    Optional<String> host = fields.text("host");
    Optional<LineConfig> line = line(fields);
    Duration deadline = fields.duration("deadline").orElse(DEADLINE);
    withoutEffect(fields);
    fields.done();
    if (port.isEmpty() || line.isEmpty()) {
      return Optional.empty();
    }
    InetSocketAddress listen =
        host.map(name -> new InetSocketAddress(name, port.get()))
            .orElseGet(() -> new InetSocketAddress(port.get()));
    return Optional.of(new ModbusProxyConfig(fields.at(), listen, deadline, line.get()));
  }

  private static Optional<LineConfig> line(Fields fields) {
    boolean given = fields.has("device");
    Optional<String> device = fields.text("device");
    if (!given) {
      fields.problem(fields.at(), "'device' is missing: the serial device, such as /dev/ttyUSB0");
    }
    int baudrate =
        fields.integer("baudrate", 1, MAX_BAUDRATE).orElse(SerialSettings.MODULE.baudrate());
    SerialSettings settings =
        fields
            .value(
                "comset",
                "8 data bits, parity and stop bits, such as 8N1 or 8E1",
                text -> SerialSettings.MODULE.withComset(text).filter(set -> set.dataBits() == 8))
            .orElse(SerialSettings.MODULE)
            .withBaudrate(baudrate);
    Duration timeout = fields.duration("timeout").orElse(TIMEOUT);
    Duration delay = fields.duration("delay").orElse(Duration.ZERO);
    return device.map(path -> new LineConfig(path, settings, timeout, delay));
  }

  /** evcc's keys that mean nothing to a gateway in front of the whole line. */
  private static void withoutEffect(Fields fields) {
    fields.integer("id", 0, 255);
    fields.integer("subdevice", 0, 255);
    Position udp = fields.at("udp");
    if (fields.flag("udp").orElse(false)) {
      fields.problem(udp, "'udp: true' is not built here; use TCP");
    }
  }

  private static void checkPorts(List<ModbusProxyConfig> entries, Problems problems) {
    Map<InetSocketAddress, Position> taken = new HashMap<>();
    for (ModbusProxyConfig entry : entries) {
      Position first =
          entry.listen().getPort() == 0 ? null : taken.putIfAbsent(entry.listen(), entry.at());
      if (first != null) {
        problems.add(
            entry.at(),
            "'port' "
                + entry.listen().getPort()
                + " is already used by the entry in line "
                + first.line());
      }
    }
  }

  private static void checkLines(List<ModbusProxyConfig> entries, Problems problems) {
    Map<String, ModbusProxyConfig> owners = new HashMap<>();
    for (ModbusProxyConfig entry : entries) {
      ModbusProxyConfig first = owners.putIfAbsent(entry.line().device(), entry);
      if (first != null && !first.line().equals(entry.line())) {
        problems.add(
            entry.at(),
            "this entry shares "
                + entry.line().name()
                + " with the one in line "
                + first.at().line()
                + " but gives the line other settings; make them equal");
      }
    }
  }
}
