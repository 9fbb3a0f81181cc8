package org.evsebridge.simulator.rig;

import java.nio.file.Path;
import java.util.List;
import org.evsebridge.bridge.config.ConfigException;
import org.evsebridge.bridge.config.Fields;
import org.evsebridge.bridge.config.Problems;
import org.evsebridge.bridge.config.YamlNode;
import org.evsebridge.bridge.config.YamlReader;
import org.evsebridge.simulator.api.HttpSettings;
import org.evsebridge.simulator.station.StationSettings;

/** A rig.yaml: the station, and what is to run around it. */
public record RigFile(StationSettings station, HttpSettings http) {
  /** The default rig. */
  public static final RigFile USUAL = new RigFile(StationSettings.USUAL, HttpSettings.USUAL);

  /** Keys with a fixed meaning that nothing stands behind yet. */
  private static final List<String> NOT_BUILT = List.of("bridge");

  /**
   * Reads a file; what it does not say is as in the default rig.
   *
   * @throws ConfigException with everything that is wrong with it
   */
  public static RigFile read(Path file) throws ConfigException {
    Path base = file.toAbsolutePath().getParent();
    Problems problems = new Problems();
    List<YamlNode> documents = YamlReader.read(file);
    if (documents.size() > 1) {
      problems.add(documents.get(1).at(), "a rig.yaml has one document, this is a second");
    }
    RigFile rig = USUAL;
    if (!documents.isEmpty()) {
      Fields top = Fields.of(documents.get(0), problems);
      for (String key : NOT_BUILT) {
        if (top.has(key)) {
          problems.add(top.at(key), "'" + key + "' is not built yet");
          top.node(key);
        }
      }
      rig =
          new RigFile(
              StationSettings.parse(top, base, problems),
              top.block("http").map(HttpSettings::parse).orElse(HttpSettings.USUAL));
      top.done();
    }
    problems.throwIfAny();
    return rig;
  }
}
