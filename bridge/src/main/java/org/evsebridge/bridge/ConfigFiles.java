package org.evsebridge.bridge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say where the configuration is; the same for every command. */
final class ConfigFiles {
  /** What is said where there is nothing to serve. */
  static final String NOTHING = "nothing is left to run";

  private static final String ONLY_SHOWN =
      "'http:' and 'mqtt:' alone show nothing: add a 'p1:' or 'modbusproxy:' entry, or a ser2net.yaml";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description =
          "A ser2net.yaml, an old ser2net.conf or a bridge.yaml; may be given several times.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "-Y",
      paramLabel = "TEXT",
      description = "Goes on where the ser2net.yaml ends; an unquoted # begins a new line.")
  private List<String> texts = new ArrayList<>();

  @Option(
      names = "-C",
      paramLabel = "LINE",
      description =
          "A line of an old ser2net.conf, such as 2000:raw:0:/dev/ttyUSB0:115200; may be given"
              + " several times.")
  private List<String> oldLines = new ArrayList<>();

  /** What is said of a configuration that is empty. */
  static String nothing(BridgeConfig config) {
    return config.http().isPresent() || config.mqtt().isPresent()
        ? NOTHING + ": " + ONLY_SHOWN
        : NOTHING;
  }

  /** Their names, for a message. */
  String named() {
    return files.stream().map(Path::toString).collect(Collectors.joining(", "));
  }

  /** Adds those that stand before the command's name. */
  ConfigFiles behind(ConfigFiles before) {
    files.addAll(0, before.files);
    texts.addAll(0, before.texts);
    oldLines.addAll(0, before.oldLines);
    return this;
  }

  /**
   * Reads everything that was given.
   *
   * @param leftOut gets the faults of connections that are left out
   * @throws ConfigException when there is nothing to go on with
   */
  BridgeConfig read(Problems leftOut) throws ConfigException {
    if (oldLines.stream().anyMatch(line -> line.startsWith("/"))) {
      throw new ParameterException(
          spec.commandLine(),
          "-C takes lines of an old ser2net.conf; it names a folder from ser2net 4.6 on: name the"
              + " ser2net.yaml in it with -c instead");
    }
    if (files.contains(Path.of("-"))) {
      throw new ParameterException(
          spec.commandLine(),
          "-c -: standard input cannot be read again on SIGHUP; put the configuration in a file");
    }
    if (files.isEmpty() && texts.isEmpty() && oldLines.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "name a configuration: -c /etc/ser2net.yaml");
    }
    return BridgeReader.read(files, texts, oldLines, leftOut);
  }
}
