package org.evsebridge.bridge.config.gateway;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.config.FileNames;
import org.evsebridge.bridge.config.ListenKeys;
import org.evsebridge.bridge.config.gateway.ModbusProxyConfig.ClientFraming;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Placed;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.Values;

/** The keys of an entry of {@code modbusproxy:}: evcc's, written as evcc takes them, and ours. */
public final class ModbusProxyBlock {
  private static final Key<Integer> PORT = ListenKeys.port(1502);
  private static final Key<Optional<String>> HOST = ListenKeys.host();
  private static final Key<ClientFraming> FRAMING =
      Key.choice("framing", ClientFraming.class)
          .or(ClientFraming.AUTO)
          .says("what clients speak: Modbus TCP, RTU over TCP, or found out for each connection");
  private static final Key<Integer> MAX_CONNECTIONS =
      Key.whole("max-connections", 1, 1_000_000)
          .or(2000)
          .says("clients at once; one more is closed");
  private static final Key<Duration> IDLE_TIMEOUT =
      Key.duration("idle-timeout").or(ZERO).says("closes silent connections; 0 never does");
  private static final Key<Duration> DEADLINE =
      Key.positive("deadline")
          .or(ofSeconds(10))
          .says(
              "how long a request may wait for the line, then exception 0x0B; longer than one"
                  + " time-out of another's");
  private static final Key<Duration> CACHE =
      Key.duration("cache")
          .or(ZERO)
          .says("how old an answer may be that serves a read; a write to the unit empties it");
  private static final Key<Boolean> REPLY_ON_BROADCAST =
      Key.onOff("reply-on-broadcast").or(false).says("echoes a write to unit 0");

  private static final Key<Optional<Integer>> ID = withoutEffect("id");
  private static final Key<Optional<Integer>> SUBDEVICE = withoutEffect("subdevice");
  private static final Key<Boolean> UDP =
      Key.of("udp", EvccKinds.SWITCH.check(on -> !on, "'%s: true' is not built here; use TCP"))
          .or(false)
          .says("`true` is refused");

  private static final Key<Optional<Integer>> UNIT_THERE =
      Key.whole("unit", 0, 255).optional("as clients call it").says("its address there").such("1");
  private static final Block<UnitThere> ROUTE =
      LineKeys.ALL
          .and(Block.of(UNIT_THERE))
          .inAnyCase()
          .makingIfAny(
              given ->
                  LineKeys.line(given).map(line -> new UnitThere(line, given.get(UNIT_THERE))));
  private static final Key<Map<Integer, UnitThere>> UNITS =
      Key.map(
              "units",
              UnitKindsKeys.ONE_UNIT,
              "is no unit that may be elsewhere; those are 1 to 255, as 0 is all on the entry's"
                  + " line",
              ROUTE)
          .or("", given -> Map.of())
          .says(
              "units that are not on the entry's own line, each with where it is, by the keys of a"
                  + " line, and its address there")
          .such("{3: {uri: 192.168.1.30, unit: 1}}");

  /**
   * The line of a unit that is not on the entry's own line.
   *
   * @param unit its address there; as clients call it where absent
   */
  private record UnitThere(LineConfig line, Optional<Integer> unit) {}

  public static final Block<ModbusProxyConfig> ENTRY =
      Block.of(PORT, HOST)
          .and(LineKeys.ALL)
          .and(
              Block.of(
                  FRAMING,
                  MAX_CONNECTIONS,
                  IDLE_TIMEOUT,
                  DEADLINE,
                  CACHE,
                  REPLY_ON_BROADCAST,
                  UNITS,
                  ID,
                  SUBDEVICE,
                  UDP),
              AccessKeys.ALL,
              UnitKindsKeys.ALL)
          .inAnyCase()
          .makingIfAny(ModbusProxyBlock::config);

  private ModbusProxyBlock() {}

  /** A key of evcc's that has no meaning for a gateway, which serves every unit of its line. */
  private static Key<Optional<Integer>> withoutEffect(String name) {
    return Key.whole(name, 0, 255).optional().says("evcc's; without effect here").such("0");
  }

  private static Optional<ModbusProxyConfig> config(Values given) {
    return LineKeys.line(given)
        .map(
            line ->
                new ModbusProxyConfig(
                    ListenKeys.address(given.get(HOST), given.get(PORT)),
                    given.get(FRAMING),
                    given.get(MAX_CONNECTIONS),
                    given.get(IDLE_TIMEOUT),
                    given.get(DEADLINE),
                    given.get(CACHE),
                    given.get(REPLY_ON_BROADCAST),
                    AccessKeys.ALL.from(given),
                    UnitKindsKeys.ALL.from(given),
                    line,
                    routes(given.get(UNITS)),
                    LineKeys.givesTimeout(given)));
  }

  private static Map<Integer, UnitRoute> routes(Map<Integer, UnitThere> units) {
    Map<Integer, UnitRoute> routes = new HashMap<>();
    units.forEach(
        (unit, there) -> routes.put(unit, new UnitRoute(there.line(), there.unit().orElse(unit))));
    return routes;
  }

  /** Reports entries that contradict one another. */
  public static void check(List<Placed<ModbusProxyConfig>> entries, Problems problems) {
    checkPorts(entries, problems);
    checkLines(entries, problems);
  }

  private static void checkPorts(List<Placed<ModbusProxyConfig>> entries, Problems problems) {
    Map<InetSocketAddress, Position> taken = new HashMap<>();
    for (Placed<ModbusProxyConfig> entry : entries) {
      InetSocketAddress listen = entry.value().listen();
      Position first = listen.getPort() == 0 ? null : taken.putIfAbsent(listen, entry.at());
      if (first != null) {
        problems.add(
            entry.at(),
            "'port' " + listen.getPort() + " is already used by the entry in line " + first.line());
      }
    }
  }

  private static String realName(LineConfig line) {
    return line.upstream() instanceof Upstream.Serial serial
        ? FileNames.real(serial.device()).toString()
        : line.name();
  }

  private static void checkLines(List<Placed<ModbusProxyConfig>> entries, Problems problems) {
    Map<String, Placed<LineConfig>> owners = new HashMap<>();
    for (Placed<ModbusProxyConfig> entry : entries) {
      for (LineConfig line : entry.value().lines()) {
        checkLine(new Placed<>(entry.at(), line), owners, problems);
      }
    }
  }

  private static void checkLine(
      Placed<LineConfig> line, Map<String, Placed<LineConfig>> owners, Problems problems) {
    Placed<LineConfig> first = owners.putIfAbsent(realName(line.value()), line);
    if (first == null) {
      return;
    }
    String name = line.value().name();
    if (!first.value().name().equals(name)) {
      problems.add(
          line.at(),
          name
              + " is another name of "
              + first.value().name()
              + " in line "
              + first.at().line()
              + "; give both entries the same name");
    } else if (!first.value().equals(line.value())) {
      problems.add(
          line.at(),
          "this entry shares "
              + name
              + " with the one in line "
              + first.at().line()
              + " but gives the line other settings; make them equal");
    }
  }
}
