package org.evsebridge.bridge.config.ser2net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.Problem;

/** The ser2net.conf of times before ser2net 4, which its own successor hardly reads any more. */
public final class OldStyle {
  private OldStyle() {}

  /**
   * Refuses such a file: one that is not named .yaml and does not begin with %YAML.
   *
   * @throws ConfigException with what to do about it
   */
  public static void refuse(Path file) throws ConfigException {
    String name = file.getFileName().toString();
    if (!name.endsWith(".yaml") && !name.endsWith(".yml") && !beginsAsYaml(file)) {
      throw new ConfigException(
          List.of(
              new Problem(
                  new Position(file.toString(), 1, 1),
                  "this is an old ser2net.conf; write it as a ser2net.yaml: for each line a"
                      + " connection with accepter and connector. A YAML file is named .yaml or"
                      + " begins with %YAML 1.1")));
    }
  }

  private static boolean beginsAsYaml(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.findFirst().orElse("").startsWith("%YAML");
    } catch (IOException | java.io.UncheckedIOException e) {
      return false;
    }
  }
}
