package org.evsebridge.bridge.config.ser2net;

import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.FileNames;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;

/** The options given to a connection; every other one has its default. */
public record Ser2netOptions(Map<Ser2netOption<?>, Object> given) {
  /** The options that set several others, each with those others. */
  private static final Map<Ser2netOption<?>, List<Ser2netOption<?>>> SET_SEVERAL =
      Map.of(
          Ser2netOption.TRACE_HEXDUMP,
          List.of(
              Ser2netOption.TRACE_READ_HEXDUMP,
              Ser2netOption.TRACE_WRITE_HEXDUMP,
              Ser2netOption.TRACE_BOTH_HEXDUMP),
          Ser2netOption.TRACE_TIMESTAMP,
          List.of(
              Ser2netOption.TRACE_READ_TIMESTAMP,
              Ser2netOption.TRACE_WRITE_TIMESTAMP,
              Ser2netOption.TRACE_BOTH_TIMESTAMP));

  public Ser2netOptions {
    given = Map.copyOf(given);
  }

  /** An option's value, or its default. */
  @SuppressWarnings("unchecked") // read() puts an option's own type only
  public <T> T get(Ser2netOption<T> option) {
    return (T) given.getOrDefault(option, option.defaultValue());
  }

  /**
   * Reads a block of options. As in ser2net one may stand twice; the later one counts, but
   * addresses add up.
   *
   * @param defaults what the file has set for options that are not given
   * @param notices gets the options that are read and do nothing
   */
  static Ser2netOptions read(
      Optional<YamlNode> block, Ser2netOptions defaults, Problems problems, Problems notices) {
    Map<Ser2netOption<?>, Object> given = new HashMap<>();
    if (block.isPresent() && block.get() instanceof YamlNode.Mapping mapping) {
      mapping.entries().forEach(entry -> read(entry, given, problems, notices));
    } else {
      block.ifPresent(
          node -> problems.add(node.at(), "expected a block of options, found " + node.kind()));
    }
    Map<Ser2netOption<?>, Object> all = new HashMap<>(defaults.given());
    all.putAll(given);
    return new Ser2netOptions(all);
  }

  private static void read(
      YamlNode.Entry entry,
      Map<Ser2netOption<?>, Object> given,
      Problems problems,
      Problems notices) {
    Optional<Ser2netOption<?>> option = Ser2netOption.named(entry.key());
    if (option.isEmpty()) {
      problems.add(entry.at(), "there is no option '" + entry.key() + "'");
    } else if (option.get().term().support() == Support.REFUSED) {
      problems.add(
          entry.at(), "'" + entry.key() + "' cannot be had here: " + option.get().term().says());
    } else if (option.get().term().support() == Support.WITHOUT_EFFECT
        && !(entry.value() instanceof YamlNode.Dangling)) {
      notices.add(
          entry.at(), "'" + entry.key() + "' has no effect here: " + option.get().term().says());
    } else if (!(entry.value() instanceof YamlNode.Scalar scalar)) {
      problems.add(
          entry.value().at(),
          "'" + entry.key() + "' must be a single value, found " + entry.value().kind());
    } else {
      put(option.get(), scalar, given, problems);
      if (Ser2netOption.TRACE_FILES.contains(option.get())) {
        noticeMissingFolder(scalar, notices);
      }
    }
  }

  /**
   * A notice for a trace file whose folder is missing; the connection runs, and uses the folder
   * once it is there.
   */
  private static void noticeMissingFolder(YamlNode.Scalar file, Problems notices) {
    String folder = file.text().substring(0, Math.max(0, file.text().lastIndexOf('/')));
    boolean known = !folder.isEmpty() && folder.indexOf('\\') < 0;
    if (known && !FileNames.path(folder).map(Files::isDirectory).orElse(false)) {
      notices.add(file.at(), "nothing is traced there while the folder " + folder + " is missing");
    }
  }

  static void put(
      Ser2netOption<?> option,
      YamlNode.Scalar scalar,
      Map<Ser2netOption<?>, Object> given,
      Problems problems) {
    Optional<Object> value = option.parse(scalar.text());
    if (value.isEmpty()) {
      problems.add(
          scalar.at(),
          "'"
              + option.key()
              + "' must be "
              + option.expected()
              + ", found '"
              + scalar.text()
              + "'");
      return;
    }
    if (value.get() instanceof RemoteAddresses more
        && given.get(option) instanceof RemoteAddresses before) {
      given.put(option, before.and(more));
    } else if (value.get() instanceof List<?> more && given.get(option) instanceof List<?> before) {
      given.put(option, Stream.concat(before.stream(), more.stream()).toList());
    } else {
      given.put(option, value.get());
    }
    SET_SEVERAL.getOrDefault(option, List.of()).forEach(each -> given.put(each, value.get()));
  }
}
