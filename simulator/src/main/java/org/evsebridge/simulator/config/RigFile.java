package org.evsebridge.simulator.config;

import java.nio.file.Path;
import java.util.List;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;
import org.evsebridge.simulator.station.StationSettings;

/**
 * A rig.yaml: the station, and what is to run around it.
 *
 * @param bridge whether the bridge runs in front
 */
public record RigFile(StationSettings station, boolean bridge, HttpSettings http) {
  /** The default rig. */
  public static final RigFile DEFAULT =
      new RigFile(StationSettings.DEFAULT, true, HttpSettings.DEFAULT);

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
    RigFile rig = DEFAULT;
    if (!documents.isEmpty()) {
      Fields top = Fields.of(documents.get(0), problems);
      rig =
          new RigFile(
              StationBlock.read(top, base, problems),
              top.block("bridge").map(RigFile::enabled).orElse(DEFAULT.bridge),
              top.block("http").map(HttpSettings::read).orElse(HttpSettings.DEFAULT));
      top.done();
    }
    problems.throwIfAny();
    return rig;
  }

  private static boolean enabled(Fields bridge) {
    boolean enabled = bridge.flag("enabled").orElse(DEFAULT.bridge);
    bridge.done();
    return enabled;
  }
}
