package org.evsebridge.simulator.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.ExampleFile;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.Schema;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;
import org.evsebridge.simulator.station.StationSettings;

/**
 * A rig.yaml: the station, and what is to run around it.
 *
 * <p>Its keys are {@link RigBlock}'s, so that the default rig is there without them.
 *
 * @param bridge what is in front of it
 */
public record RigFile(StationSettings station, BridgeSettings bridge, HttpSettings http) {
  /** The default rig. */
  public static final RigFile DEFAULT =
      new RigFile(StationSettings.DEFAULT, BridgeSettings.DEFAULT, HttpSettings.DEFAULT);

  /** The JSON Schema of the file. */
  public static String schema() {
    return Schema.of("rig.yaml, a simulated charging station", RigBlock.BLOCK);
  }

  /** A file that shows every key with its default. */
  public static String example() {
    return ExampleFile.of("Every key of a rig.yaml, with its default.", RigBlock.BLOCK);
  }

  /**
   * Reads a file; what it does not say is as in the default rig.
   *
   * @throws ConfigException with everything that is wrong with it
   */
  public static RigFile read(Path file) throws ConfigException {
    Problems problems = new Problems();
    Optional<RigFile> rig = read(file, problems);
    problems.throwIfAny();
    return rig.orElseThrow();
  }

  /**
   * Reads a file that another one names.
   *
   * @return empty when there are problems
   * @throws ConfigException when it cannot be read, or is not YAML
   */
  public static Optional<RigFile> read(Path file, Problems problems) throws ConfigException {
    return read(YamlReader.read(file), problems).map(rig -> rig.in(file.toAbsolutePath()));
  }

  /**
   * Reads a text.
   *
   * @param name what messages call it
   * @throws ConfigException with everything that is wrong with it
   */
  public static RigFile read(String name, String yaml) throws ConfigException {
    Problems problems = new Problems();
    Optional<RigFile> rig = read(YamlReader.read(name, yaml), problems);
    problems.throwIfAny();
    return rig.orElseThrow();
  }

  /**
   * Reads keys that stand in no file.
   *
   * @throws ConfigException with everything that is wrong with them
   */
  public static RigFile read(YamlNode keys) throws ConfigException {
    Problems problems = new Problems();
    Optional<RigFile> rig = RigBlock.BLOCK.read(keys, problems);
    problems.throwIfAny();
    return rig.orElseThrow();
  }

  private static Optional<RigFile> read(List<YamlNode> documents, Problems problems) {
    if (documents.size() > 1) {
      problems.add(documents.get(1).at(), "a rig.yaml has one document, this is a second");
    }
    return documents.isEmpty()
        ? Optional.of(DEFAULT)
        : RigBlock.BLOCK.read(documents.get(0), problems);
  }

  private RigFile in(Path file) {
    return new RigFile(station, bridge.in(file), http);
  }
}
