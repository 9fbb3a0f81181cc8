package org.evsebridge.bridge;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;

/**
 * Where the configuration is, from the command line.
 *
 * @param files of any kind
 * @param texts that go on where the ser2net.yaml ends
 * @param oldLines of an old ser2net.conf
 */
record ConfigFiles(List<Path> files, List<String> texts, List<String> oldLines) {
  /** The message when there is nothing to serve. */
  static final String NOTHING = "nothing is left to run";

  private static final String ONLY_SHOWN =
      "'http:' and 'mqtt:' alone show nothing: add a 'p1:' or 'modbusproxy:' entry, or a ser2net.yaml";

  /** The message for an empty configuration. */
  static String nothing(BridgeConfig config) {
    return config.http().isPresent() || config.mqtt().isPresent()
        ? NOTHING + ": " + ONLY_SHOWN
        : NOTHING;
  }

  boolean isEmpty() {
    return files.isEmpty() && texts.isEmpty() && oldLines.isEmpty();
  }

  /** Their names, for a message. */
  String named() {
    return files.stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  /**
   * Reads everything that was given.
   *
   * @param leftOut gets the faults of connections that are left out
   * @throws ConfigException when there is nothing to go on with
   */
  BridgeConfig read(Problems leftOut) throws ConfigException {
    return BridgeReader.read(files, texts, oldLines, leftOut);
  }
}
