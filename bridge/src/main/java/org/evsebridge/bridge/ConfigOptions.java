package org.evsebridge.bridge;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The options that say where the configuration is; the same for every command. */
final class ConfigOptions {
  private final CommandSpec spec;

  private final OptionSpec files =
      list(Path.class, "FILE", "-c", "--config")
          .description(
              "A ser2net.yaml, an old ser2net.conf or a bridge.yaml; may be given several times.")
          .build();

  private final OptionSpec texts =
      list(String.class, "TEXT", "-Y")
          .description("Goes on where the ser2net.yaml ends; an unquoted # begins a new line.")
          .build();

  private final OptionSpec oldLines =
      list(String.class, "LINE", "-C")
          .description(
              "A line of an old ser2net.conf, such as 2000:raw:0:/dev/ttyUSB0:115200; may be given"
                  + " several times.")
          .build();

  /**
   * @param spec of the command that gets them
   */
  ConfigOptions(CommandSpec spec) {
    this.spec = spec.addOption(files).addOption(texts).addOption(oldLines);
  }

  private static OptionSpec.Builder list(Class<?> of, String label, String... names) {
    return OptionSpec.builder(names).type(List.class).auxiliaryTypes(of).paramLabel(label);
  }

  /**
   * What they name.
   *
   * @throws ParameterException when that cannot be read
   */
  ConfigFiles files() {
    return checked(new ConfigFiles(values(files), values(texts), values(oldLines)));
  }

  /**
   * What they name behind those that stand before the command's name.
   *
   * @throws ParameterException when that cannot be read
   */
  ConfigFiles filesBehind(ConfigOptions before) {
    return checked(
        new ConfigFiles(
            both(before.files, files), both(before.texts, texts), both(before.oldLines, oldLines)));
  }

  private static <T> List<T> values(OptionSpec option) {
    List<T> given = option.getValue();
    return given == null ? List.of() : given;
  }

  private static <T> List<T> both(OptionSpec before, OptionSpec behind) {
    return Stream.concat(
            ConfigOptions.<T>values(before).stream(), ConfigOptions.<T>values(behind).stream())
        .toList();
  }

  private ConfigFiles checked(ConfigFiles named) {
    if (named.oldLines().stream().anyMatch(line -> line.startsWith("/"))) {
      throw new ParameterException(
          spec.commandLine(),
          "-C takes lines of an old ser2net.conf; it names a folder from ser2net 4.6 on: name the"
              + " ser2net.yaml in it with -c instead");
    }
    if (named.files().contains(Path.of("-"))) {
      throw new ParameterException(
          spec.commandLine(),
          "-c -: standard input cannot be read again on SIGHUP; put the configuration in a file");
    }
    if (named.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "name a configuration: -c /etc/ser2net.yaml");
    }
    return named;
  }
}
