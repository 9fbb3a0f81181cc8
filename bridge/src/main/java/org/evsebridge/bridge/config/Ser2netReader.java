package org.evsebridge.bridge.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a ser2net.yaml of the first grammar, in which keys may stand many times and an anchor is a
 * name. Every fault is added to the problems; a faulty connection is left out. Not thread-safe.
 */
public final class Ser2netReader {
  private final Problems problems;
  private final Ser2netDefines defines;
  private final List<Ser2netConnection> connections = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private Ser2netReader(Problems problems) {
    this.problems = problems;
    this.defines = new Ser2netDefines(problems);
  }

  /**
   * Reads a file.
   *
   * @param problems gets every fault in it
   * @throws ConfigException when the file cannot be read or is not YAML
   */
  public static Ser2netConfig read(Path file, Problems problems) throws ConfigException {
    return of(YamlReader.read(file), problems);
  }

  /** Reads documents that {@link YamlReader} has read. */
  static Ser2netConfig of(List<YamlNode> documents, Problems problems) {
    Ser2netReader reader = new Ser2netReader(problems);
    documents.forEach(reader::document);
    return new Ser2netConfig(reader.connections);
  }

  private void document(YamlNode document) {
    if (!(document instanceof YamlNode.Mapping mapping)) {
      problems.add(document.at(), "expected connections and other keys, found " + document.kind());
      return;
    }
    for (YamlNode.Entry entry : mapping.entries()) {
      switch (entry.key()) {
        case "define" -> define(entry);
        case "connection" -> connection(entry);
        default ->
            problems.add(
                entry.at(),
                "'" + entry.key() + "' is not known here; known are define, connection");
      }
    }
  }

  private void define(YamlNode.Entry entry) {
    if (!(defines.insertInto(entry.value()) instanceof YamlNode.Scalar scalar)) {
      problems.add(entry.value().at(), "a define holds a text, found " + entry.value().kind());
    } else if (scalar.anchor().isEmpty()) {
      problems.add(entry.at(), "a define needs a name: define: &name text");
    } else {
      defines.define(scalar.anchor().get(), scalar.text());
    }
  }

  private void connection(YamlNode.Entry entry) {
    Optional<String> name = entry.value().anchor();
    if (name.isEmpty()) {
      problems.add(entry.at(), "a connection needs a name: connection: &name");
      return;
    }
    if (!names.add(name.get())) {
      problems.add(entry.at(), "there is a connection named '" + name.get() + "' already");
      return;
    }
    int before = problems.all().size();
    Fields fields = Fields.of(defines.insertInto(entry.value()), problems);
    Optional<Ser2netAccepter> accepter = stack(fields, "accepter", Ser2netStacks::accepter);
    Optional<Ser2netConnector> connector = stack(fields, "connector", Ser2netStacks::connector);
    boolean enabled = fields.value("enable", "on or off", Ser2netOption::parseFlag).orElse(true);
    Duration timeout =
        Duration.ofSeconds(fields.integer("timeout", 0, Integer.MAX_VALUE).orElse(0));
    Ser2netOptions options = options(fields);
    fields.done();
    if (problems.all().size() == before) {
      connections.add(
          new Ser2netConnection(
              name.get(),
              entry.at(),
              enabled,
              accepter.orElseThrow(),
              connector.orElseThrow(),
              timeout,
              options));
    }
  }

  /** Turns a text into what it stands for. */
  private interface Stack<T> {
    T of(String text) throws Ser2netFault;
  }

  private <T> Optional<T> stack(Fields fields, String key, Stack<T> stack) {
    Position at = fields.at(key);
    int before = problems.all().size();
    Optional<String> text = fields.text(key);
    if (text.isEmpty()) {
      if (problems.all().size() == before) {
        problems.add(at, "'" + key + "' is missing");
      }
      return Optional.empty();
    }
    try {
      return Optional.of(stack.of(text.get()));
    } catch (Ser2netFault e) {
      problems.add(at, e.getMessage());
      return Optional.empty();
    }
  }

  private Ser2netOptions options(Fields connection) {
    Map<Ser2netOption<?>, Object> given = new HashMap<>();
    connection
        .block("options")
        .ifPresent(
            fields -> {
              for (Ser2netOption<?> option : Ser2netOption.all()) {
                fields
                    .value(option.key(), option.expected(), option::parseAny)
                    .ifPresent(value -> given.put(option, value));
              }
              fields.done();
            });
    return new Ser2netOptions(given);
  }
}
