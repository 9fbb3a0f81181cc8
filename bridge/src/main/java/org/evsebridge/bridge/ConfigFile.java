package org.evsebridge.bridge;

import java.nio.file.Path;
import java.util.List;
import org.evsebridge.bridge.config.ser2net.OldFile;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.TextFile;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;

/** A file that the command line or a bridge.yaml names, by its kind. */
sealed interface ConfigFile {
  Path path();

  /** A bridge.yaml. */
  record BridgeYaml(Path path, List<YamlNode> documents) implements ConfigFile {}

  /** A ser2net.yaml of either grammar; also a file in which nothing shows its kind. */
  record Ser2netYaml(Path path, List<YamlNode> documents) implements ConfigFile {
    /** The same with a text that begins in a new line behind it. */
    Ser2netYaml goingOn(String more) throws ConfigException {
      return new Ser2netYaml(path, YamlReader.read(path, more));
    }
  }

  /** A ser2net.conf, as before ser2net 4. */
  record Ser2netConf(Path path, String text) implements ConfigFile {}

  /**
   * Reads a file. As with ser2net, a file that is not named .yaml and does not begin with %YAML is
   * a ser2net.conf; here a file named .yaml is one too if it holds nothing but such lines.
   *
   * @throws ConfigException when it cannot be read or is neither YAML nor of the old lines
   */
  static ConfigFile read(Path path) throws ConfigException {
    String text = TextFile.read(path);
    boolean hasOldLines = OldFile.isOne(text);
    boolean isYaml = isNamedYaml(path) || text.startsWith("%YAML");
    List<YamlNode> documents;
    try {
      documents = YamlReader.read(path.toString(), text);
    } catch (ConfigException e) {
      if (hasOldLines) {
        return new Ser2netConf(path, text);
      }
      throw e;
    }
    if (documents.stream().anyMatch(BridgeFile::isOne)) {
      return new BridgeYaml(path, documents);
    }
    boolean isHollow = isHollow(documents);
    if (hasOldLines && (isHollow || !isYaml)) {
      return new Ser2netConf(path, text);
    }
    if (!isYaml && !documents.isEmpty()) {
      throw new ConfigException(
          new Position(path.toString(), 1, 1),
          "ser2net takes a file for an old ser2net.conf that is not named .yaml and does not begin"
              + " with %YAML 1.1; there is no port line in this one");
    }
    return new Ser2netYaml(path, documents);
  }

  /**
   * Reads a file that is to be ser2net's.
   *
   * @throws ConfigException as above
   */
  static ConfigFile readSer2net(Path path) throws ConfigException {
    ConfigFile file = read(path);
    return file instanceof BridgeYaml bridge ? new Ser2netYaml(path, bridge.documents()) : file;
  }

  /** Whether it says nothing at all: it is empty, or a list or a single value. */
  default boolean isHollow() {
    return this instanceof Ser2netYaml ser2net && isHollow(ser2net.documents());
  }

  private static boolean isHollow(List<YamlNode> documents) {
    return documents.stream().noneMatch(YamlNode.Mapping.class::isInstance);
  }

  private static boolean isNamedYaml(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }
}
