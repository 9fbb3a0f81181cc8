package org.evsebridge.bridge.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads what the command line names: ser2net.yaml files of either grammar, and bridge.yaml files,
 * told apart by their top-level keys.
 *
 * <p>A bridge.yaml is strict: any fault in it is the end. A faulty connection of a ser2net.yaml is
 * left out, as ser2net does it, and the rest runs.
 */
public final class BridgeReader {
  private static final String SER2NET = "ser2net";
  private static final String MODBUSPROXY = "modbusproxy";
  private static final String P1 = "p1";
  private static final Set<String> KEYS = Set.of(SER2NET, P1, MODBUSPROXY);

  private final Problems leftOut;
  private final List<Ser2netConnection> connections = new ArrayList<>();
  private final List<Ser2netRotator> rotators = new ArrayList<>();
  private final List<Problem> notices = new ArrayList<>();
  private final List<P1Config> p1Ports = new ArrayList<>();
  private final List<ModbusProxyConfig> proxies = new ArrayList<>();

  private BridgeReader(Problems leftOut) {
    this.leftOut = leftOut;
  }

  /**
   * Reads files.
   *
   * @param leftOut gets the faults of connections that are left out
   * @throws ConfigException when a file cannot be read or is not YAML, or a bridge.yaml is faulty
   */
  public static BridgeConfig read(List<Path> files, Problems leftOut) throws ConfigException {
    return read(files, List.of(), leftOut);
  }

  /**
   * Reads files, and texts that go on where the last ser2net.yaml among them ends.
   *
   * @param texts as the command line's {@code -Y} has them: a # outside quotes begins a new line
   * @param leftOut gets the faults of connections that are left out
   * @throws ConfigException when a file cannot be read or is not YAML, or a bridge.yaml is faulty
   */
  public static BridgeConfig read(List<Path> files, List<String> texts, Problems leftOut)
      throws ConfigException {
    BridgeReader reader = new BridgeReader(leftOut);
    int last = lastSer2netFile(files);
    for (int i = 0; i < files.size(); i++) {
      Path file = files.get(i);
      List<YamlNode> documents = YamlReader.read(file);
      if (documents.stream().anyMatch(BridgeReader::isBridgeFile)) {
        reader.bridgeFile(file, documents);
      } else {
        OldStyle.refuse(file);
        reader.ser2net(
            i == last && !texts.isEmpty() ? YamlReader.read(file, "\n" + lines(texts)) : documents);
      }
    }
    if (last < 0 && !texts.isEmpty()) {
      reader.ser2net(YamlReader.read("-Y", lines(texts)));
    }
    return reader.config();
  }

  private static int lastSer2netFile(List<Path> files) throws ConfigException {
    int last = -1;
    for (int i = 0; i < files.size(); i++) {
      if (YamlReader.read(files.get(i)).stream().noneMatch(BridgeReader::isBridgeFile)) {
        last = i;
      }
    }
    return last;
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
    Problems conflicts = new Problems();
    Conflicts.check(connections, p1Ports, proxies, leftOut, conflicts);
    conflicts.throwIfAny();
    return new BridgeConfig(connections, rotators, p1Ports, proxies, notices);
  }

  private void bridgeFile(Path file, List<YamlNode> documents) throws ConfigException {
    Problems problems = new Problems();
    for (YamlNode document : documents) {
      bridge(file, Fields.of(document, problems), problems);
    }
    problems.throwIfAny();
  }

  private void ser2net(Ser2netConfig config) {
    connections.addAll(config.connections());
    rotators.addAll(config.rotators());
    notices.addAll(config.notices());
  }

  private static boolean isBridgeFile(YamlNode document) {
    return document instanceof YamlNode.Mapping top
        && top.entries().stream().anyMatch(entry -> KEYS.contains(entry.key()));
  }

  private void bridge(Path file, Fields top, Problems problems) throws ConfigException {
    for (YamlNode item : top.list(SER2NET)) {
      if (item instanceof YamlNode.Scalar name) {
        Path ser2net = file.resolveSibling(name.text());
        ser2net(Ser2netReader.read(ser2net, leftOut));
      } else {
        problems.add(item.at(), "'" + SER2NET + "' holds paths of ser2net.yaml files");
      }
    }
    p1Ports.addAll(P1Reader.read(top.list(P1), problems));
    proxies.addAll(ModbusProxyReader.read(top.list(MODBUSPROXY), problems));
    top.done();
  }
}
