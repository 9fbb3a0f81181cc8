package org.evsebridge.bridge.config.gateway;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.config.FileNames;
import org.evsebridge.bridge.config.TcpAddress;
import org.evsebridge.bridge.config.gateway.ModbusProxyConfig.ClientFraming;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;

/** Reads the list {@code modbusproxy:} of a bridge.yaml; its keys are evcc's, and ours beside. */
public final class ModbusProxyReader {
  private static final int MAX_CONNECTIONS = 2000;
  private static final int MOST_CONNECTIONS = 1_000_000;
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
    if (!fields.has("port")) {
      fields.problem(fields.at(), "'port' is missing: the TCP port that clients connect to");
    }
    Optional<Integer> port = fields.integer("port", 0, TcpAddress.HIGHEST_PORT);
    Optional<String> host = fields.text("host");
    ClientFraming framing =
        fields.choice("framing", ClientFraming.class).orElse(ClientFraming.AUTO);
    int maxConnections =
        fields.integer("max-connections", 1, MOST_CONNECTIONS).orElse(MAX_CONNECTIONS);
    Duration idleTimeout = fields.duration("idle-timeout").orElse(Duration.ZERO);
    Duration deadline = fields.positiveDuration("deadline").orElse(DEADLINE);
    Duration cache = fields.duration("cache").orElse(Duration.ZERO);
    boolean replyOnBroadcast = fields.flag("reply-on-broadcast").orElse(false);
    Access access = AccessReader.read(fields);
    UnitKinds units = UnitKindsReader.read(fields);
    Optional<LineConfig> line = LineReader.read(fields);
    withoutEffect(fields);
    fields.done();
    if (port.isEmpty() || line.isEmpty()) {
      return Optional.empty();
    }
    InetSocketAddress listen =
        host.map(name -> new InetSocketAddress(name, port.get()))
            .orElseGet(() -> TcpAddress.everywhere(port.get()));
    return Optional.of(
        new ModbusProxyConfig(
            fields.at(),
            listen,
            framing,
            maxConnections,
            idleTimeout,
            deadline,
            cache,
            replyOnBroadcast,
            access,
            units,
            line.get()));
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

  private static String realName(LineConfig line) {
    return line.upstream() instanceof Upstream.Serial serial
        ? FileNames.real(serial.device()).toString()
        : line.name();
  }

  private static void checkLines(List<ModbusProxyConfig> entries, Problems problems) {
    Map<String, ModbusProxyConfig> owners = new HashMap<>();
    for (ModbusProxyConfig entry : entries) {
      ModbusProxyConfig first = owners.putIfAbsent(realName(entry.line()), entry);
      if (first != null && !first.line().name().equals(entry.line().name())) {
        problems.add(
            entry.at(),
            entry.line().name()
                + " is another name of "
                + first.line().name()
                + " in line "
                + first.at().line()
                + "; give both entries the same name");
      } else if (first != null && !first.line().equals(entry.line())) {
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
