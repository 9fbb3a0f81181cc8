package org.evsebridge.bridge;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.gateway.ModbusProxyBlock;
import org.evsebridge.bridge.config.gateway.ModbusProxyConfig;
import org.evsebridge.bridge.config.guard.GuardDraft;
import org.evsebridge.bridge.config.http.HttpConfig;
import org.evsebridge.bridge.config.mqtt.MqttConfig;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.config.ser2net.OldFile;
import org.evsebridge.bridge.config.ser2net.Ser2netConfig;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.config.ser2net.Ser2netReader;
import org.evsebridge.bridge.config.ser2net.Ser2netRotator;
import org.evsebridge.bridge.config.ser2net.TcpWrappers;
import org.evsebridge.bridge.config.ser2net.Unread;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Placed;
import org.evsebridge.bridge.yaml.Problem;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;

/**
 * Reads what the command line names: ser2net.yaml files of either grammar, and bridge.yaml files,
 * told apart by their top-level keys.
 *
 * <p>Any fault in a bridge.yaml refuses the whole configuration. A faulty connection of a
 * ser2net.yaml is left out, as ser2net does, and the rest runs.
 */
public final class BridgeReader {
  private final Problems leftOut;
  private final Problems faults = new Problems();
  private final List<Ser2netConnection> connections = new ArrayList<>();
  private final List<Ser2netRotator> rotators = new ArrayList<>();
  private final List<Problem> notices = new ArrayList<>();
  private final List<String> rewritten = new ArrayList<>();
  private final Set<Path> hollow = new HashSet<>();
  private List<String> oldLines;
  private Unread unread = new Unread(Set.of(), Set.of());
  private final List<Placed<P1Config>> p1Ports = new ArrayList<>();
  private final List<Placed<ModbusProxyConfig>> proxies = new ArrayList<>();
  private final List<Placed<GuardDraft>> guards = new ArrayList<>();
  private final List<Placed<HttpConfig>> https = new ArrayList<>();
  private final List<Placed<MqttConfig>> mqtts = new ArrayList<>();

  private BridgeReader(List<String> oldLines, Problems leftOut) {
    this.oldLines = oldLines;
    this.leftOut = leftOut;
  }

  /**
   * Reads files.
   *
   * @param leftOut gets the faults of connections that are left out
   * @throws ConfigException when a file cannot be read or is not YAML, or a bridge.yaml is faulty
   */
  public static BridgeConfig read(List<Path> files, Problems leftOut) throws ConfigException {
    return read(files, List.of(), List.of(), leftOut);
  }

  /**
   * Reads files, and what the command line adds to them.
   *
   * @param texts go on where the last ser2net.yaml among them ends, as the command line's {@code
   *     -Y} has them: a # outside quotes begins a new line
   * @param oldLines count as if they stood in front of the first old ser2net.conf, as those of
   *     {@code -C}
   * @param leftOut gets the faults of connections that are left out
   * @throws ConfigException when a file cannot be read or is not YAML, or a bridge.yaml is faulty
   */
  public static BridgeConfig read(
      List<Path> files, List<String> texts, List<String> oldLines, Problems leftOut)
      throws ConfigException {
    BridgeReader reader = new BridgeReader(oldLines, leftOut);
    List<ConfigFile> sources = new ArrayList<>();
    for (Path file : files) {
      reader.attempt(() -> sources.add(ConfigFile.read(file)));
    }
    List<ConfigFile.Ser2netYaml> goOn =
        sources.stream()
            .filter(ConfigFile.Ser2netYaml.class::isInstance)
            .map(ConfigFile.Ser2netYaml.class::cast)
            .reduce((one, next) -> next)
            .filter(any -> !texts.isEmpty())
            .stream()
            .toList();
    for (ConfigFile source : sources) {
      reader.attempt(
          () -> reader.file(goOn.contains(source) ? goOn.get(0).goingOn(lines(texts)) : source));
    }
    if (goOn.isEmpty() && !texts.isEmpty()) {
      reader.attempt(() -> reader.ser2net(YamlReader.read(YamlReader.ADDED, lines(texts))));
    }
    if (!reader.oldLines.isEmpty()) {
      reader.old("-C", "");
    }
    return reader.config();
  }

  private void file(ConfigFile file) {
    if (file.isHollow()) {
      hollow.add(file.path());
    }
    if (file instanceof ConfigFile.BridgeYaml bridge) {
      bridgeFile(bridge.path(), bridge.documents());
    } else if (file instanceof ConfigFile.Ser2netYaml ser2net) {
      ser2net(ser2net.documents());
    } else if (file instanceof ConfigFile.Ser2netConf old) {
      old(old.path().toString(), old.text());
    }
  }

  private void old(String name, String text) {
    YamlNode.Mapping anew = OldFile.read(name, text, oldLines, leftOut);
    oldLines = List.of();
    notices.add(new Problem(anew.at(), OldFile.NOTICE));
    rewritten.add(OldFile.yaml(anew));
    ser2net(List.of(anew));
  }

  private interface Attempt {
    void make() throws ConfigException;
  }

  /** A file that cannot be used ends the program, after the others have been read too. */
  private void attempt(Attempt reading) {
    try {
      reading.make();
    } catch (ConfigException e) {
      e.problems().forEach(problem -> faults.add(problem.at(), problem.text()));
    }
  }

  private void ser2net(List<YamlNode> documents) {
    ser2net(Ser2netReader.of(documents, leftOut));
  }

  /** The texts with a new line for each # that is not quoted, and behind each text. */
  private static String lines(List<String> texts) {
    StringBuilder all = new StringBuilder();
    for (String text : texts) {
      char quote = 0;
      for (char c : text.toCharArray()) {
        if (quote == 0 && c == '#') {
          all.append('\n');
          continue;
        }
        if (quote == 0 && (c == '"' || c == '\'')) {
          quote = c;
        } else if (c == quote) {
          quote = 0;
        }
        all.append(c);
      }
      all.append('\n');
    }
    return all.toString();
  }

  private BridgeConfig config() throws ConfigException {
    if (!faults.isEmpty()) { // then entries need not be whole, and only connections are compared
      p1Ports.clear();
      proxies.clear();
      guards.clear();
      https.clear();
      mqtts.clear();
    }
    Guards found = Guards.of(guards, values(p1Ports), values(proxies), faults);
    Conflicts.check(connections, rotators, p1Ports, proxies, https, leftOut, faults);
    Conflicts.once("http", https, faults);
    Conflicts.once("mqtt", mqtts, faults);
    HouseMeters.check(meterWishes(), values(p1Ports), faults);
    faults.throwIfAny();
    if (!connections.isEmpty() || !rotators.isEmpty()) {
      notices.addAll(TcpWrappers.notices());
    }
    return new BridgeConfig(
        connections,
        rotators,
        values(p1Ports),
        found.guarded(values(proxies)),
        found.configs(),
        https.stream().map(Placed::value).findFirst(),
        mqtts.stream().map(Placed::value).findFirst(),
        once(notices),
        unread,
        rewritten,
        hollow);
  }

  private List<Placed<Optional<String>>> meterWishes() {
    return Stream.concat(
            https.stream().map(http -> new Placed<>(http.at(), http.value().meter())),
            mqtts.stream().map(mqtt -> new Placed<>(mqtt.at(), mqtt.value().meter())))
        .toList();
  }

  private static <T> List<T> values(List<Placed<T>> placed) {
    return placed.stream().map(Placed::value).toList();
  }

  /** A notice that applies to many connections appears once. */
  private static List<Problem> once(List<Problem> notices) {
    Map<String, List<Problem>> byText =
        notices.stream()
            .collect(Collectors.groupingBy(Problem::text, LinkedHashMap::new, Collectors.toList()));
    return byText.entrySet().stream()
        .map(
            same -> {
              int places = same.getValue().size();
              String more = places == 1 ? "" : " (the first of " + places + " places)";
              return new Problem(same.getValue().get(0).at(), same.getKey() + more);
            })
        .toList();
  }

  private void bridgeFile(Path file, List<YamlNode> documents) {
    for (YamlNode document : documents) {
      BridgeFile.DOCUMENT.read(document, faults).ifPresent(top -> bridge(file, top));
    }
  }

  private void ser2net(Ser2netConfig config) {
    connections.addAll(config.connections());
    rotators.addAll(config.rotators());
    notices.addAll(config.notices());
    unread = unread.and(config.unread());
  }

  private void bridge(Path file, Values top) {
    for (Placed<Path> name : top.get(BridgeFile.SER2NET)) {
      Path ser2net = file.resolveSibling(name.value());
      if (Files.notExists(ser2net)) {
        faults.add(name.at(), "there is no file " + ser2net);
      } else {
        attempt(() -> file(ConfigFile.readSer2net(ser2net)));
      }
    }
    p1Ports.addAll(top.get(BridgeFile.P1));
    List<Placed<ModbusProxyConfig>> entries = top.get(BridgeFile.MODBUSPROXY);
    if (!entries.isEmpty()) {
      ModbusProxyBlock.check(entries, faults);
    }
    proxies.addAll(entries);
    guards.addAll(top.get(BridgeFile.GUARD));
    top.get(BridgeFile.HTTP)
        .ifPresent(http -> https.add(new Placed<>(http.at(), http.value().in(file))));
    top.get(BridgeFile.MQTT)
        .ifPresent(mqtt -> mqtts.add(new Placed<>(mqtt.at(), mqtt.value().in(file))));
  }
}
