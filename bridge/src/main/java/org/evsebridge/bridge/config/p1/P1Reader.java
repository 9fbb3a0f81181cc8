package org.evsebridge.bridge.config.p1;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.evsebridge.bridge.config.FileNames;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.config.TcpAddress;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;

/** Reads the list {@code p1:} of a bridge.yaml. */
public final class P1Reader {
  private static final int MAX_CONNECTIONS = 65_536;
  private static final int CONNECTIONS = 32;
  private static final int MIN_UNSENT = 4 * 1024;
  private static final int UNSENT = 256 * 1024;
  private static final int MAX_UNSENT = 64 * 1024 * 1024;
  private static final int REPLAY_CYCLES = 3;
  private static final int MAX_REPLAY_CYCLES = 1_000;
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration GIVE_WAY_AFTER = Duration.ofSeconds(5);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration SHORTEST_KEEP_ALIVE = Duration.ofSeconds(3);
  private static final Duration LONGEST_KEEP_ALIVE = Duration.ofHours(9);

  private P1Reader() {}

  /** The entries that are without fault; the faults of the others go to the problems. */
  public static List<P1Config> read(List<YamlNode> entries, Problems problems) {
    List<P1Config> read = new ArrayList<>();
    for (YamlNode node : entries) {
      int before = problems.all().size();
      P1Config config = entry(Fields.of(node, problems), problems);
      if (problems.all().size() == before) {
        read.add(config);
      }
    }
    return read;
  }

  private static P1Config entry(Fields fields, Problems problems) {
    int port =
        required(fields, problems, "port", () -> fields.integer("port", 0, TcpAddress.HIGHEST_PORT))
            .orElse(0);
    String device =
        required(
                fields,
                problems,
                "device",
                () -> fields.value("device", "the path of a device", FileNames::device))
            .orElse("");
    InetSocketAddress listen =
        fields
            .text("host")
            .map(host -> new InetSocketAddress(host, port))
            .orElseGet(() -> TcpAddress.everywhere(port));
    P1Config config =
        new P1Config(
            fields.at(),
            listen,
            device,
            settings(fields),
            fields.flag("dtr"),
            fields.flag("rts"),
            fields.choice("framing", P1Config.Framing.class).orElse(P1Config.Framing.TELEGRAM),
            fields.choice("crc", P1Config.Crc.class).orElse(P1Config.Crc.KEEP),
            fields.integer("max-connections", 1, MAX_CONNECTIONS).orElse(CONNECTIONS),
            fields.integer("max-unsent", MIN_UNSENT, MAX_UNSENT).orElse(UNSENT),
            atLeast(SHORTEST, fields, "write-timeout").orElse(WRITE_TIMEOUT),
            atLeast(SHORTEST, fields, "give-way-after").orElse(GIVE_WAY_AFTER),
            keepAlive(fields),
            fields.integer("replay-cycles", 0, MAX_REPLAY_CYCLES).orElse(REPLAY_CYCLES));
    fields.done();
    return config;
  }

  private static <T> Optional<T> required(
      Fields fields, Problems problems, String key, Supplier<Optional<T>> value) {
    int before = problems.all().size();
    Optional<T> given = value.get();
    if (given.isEmpty() && problems.all().size() == before) {
      problems.add(fields.at(), "'" + key + "' is missing");
    }
    return given;
  }

  private static SerialSettings settings(Fields fields) {
    int baudrate =
        fields
            .integer("baudrate", 1, SerialSettings.HIGHEST_BAUDRATE)
            .orElse(SerialSettings.P1.baudrate());
    return fields
        .value(
            "comset",
            "data bits, parity and stop bits, such as 8N1 or 7E1",
            SerialSettings.P1::withComset)
        .orElse(SerialSettings.P1)
        .withBaudrate(baudrate);
  }

  private static Duration keepAlive(Fields fields) {
    Position at = fields.at("keepalive");
    Optional<Duration> keepAlive = atLeast(SHORTEST_KEEP_ALIVE, fields, "keepalive");
    if (keepAlive.filter(time -> time.compareTo(LONGEST_KEEP_ALIVE) > 0).isPresent()) {
      fields.problem(at, "'keepalive' must be at most " + Durations.format(LONGEST_KEEP_ALIVE));
    }
    return keepAlive.orElse(KEEP_ALIVE);
  }

  private static Optional<Duration> atLeast(Duration least, Fields fields, String key) {
    Position at = fields.at(key);
    Optional<Duration> given = fields.duration(key);
    if (given.filter(time -> time.compareTo(least) < 0).isPresent()) {
      fields.problem(at, "'" + key + "' must be at least " + Durations.format(least));
    }
    return given;
  }
}
