package org.evsebridge.bridge.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a ser2net.yaml of either grammar. In the first, keys may stand many times and an anchor is
 * a name ({@code connection: &name}); the second is standard YAML ({@code connections: {name: …}}).
 * Every fault is added to the problems; a faulty connection is left out. Not thread-safe.
 */
public final class Ser2netReader {
  private static final Set<String> FIRST =
      Set.of("define", "connection", "rotator", "default", "delete_default", "led", "admin");
  private static final Set<String> SECOND =
      Set.of("defines", "connections", "rotators", "defaults", "delete_defaults", "leds", "admins");
  private static final int DEEPEST_INCLUDE = 20;

  private final Problems problems;
  private final Ser2netDefines starDefines;
  private final Ser2netDefines equalsDefines;
  private final Ser2netDefaults defaults = new Ser2netDefaults();
  private final Ser2netItems items;
  private int depth;

  private Ser2netReader(Problems problems) {
    this.problems = problems;
    this.starDefines = new Ser2netDefines('*', problems);
    this.equalsDefines = new Ser2netDefines('=', problems);
    this.items = new Ser2netItems(defaults, problems);
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
    return reader.items.config();
  }

  private void document(YamlNode document) {
    problems.reading(document.at().file());
    if (!(document instanceof YamlNode.Mapping mapping)) {
      if (!(document instanceof YamlNode.Scalar scalar && scalar.isNull())) {
        problems.add(
            document.at(), "expected connections and other keys, found " + document.kind());
      }
      return;
    }
    boolean hasFirst = mapping.entries().stream().anyMatch(e -> FIRST.contains(e.key()));
    for (YamlNode.Entry entry : mapping.entries()) {
      if (entry.key().equals("include")) {
        include(hasFirst ? starDefines : equalsDefines, entry.value());
      } else if (FIRST.contains(entry.key())) {
        first(entry);
      } else if (SECOND.contains(entry.key()) && hasFirst) {
        problems.add(
            entry.at(), "'" + entry.key() + "' belongs to the other grammar than the keys before");
      } else if (SECOND.contains(entry.key())) {
        second(entry);
      } else {
        problems.add(entry.at(), "'" + entry.key() + "' is not known here");
      }
    }
  }

  /** One thing, whose name is its anchor. */
  private void first(YamlNode.Entry entry) {
    YamlNode value = starDefines.insertInto(entry.value());
    switch (entry.key()) {
      case "default" -> oldDefault(value);
      case "delete_default" -> oldDeletion(value);
      case "admin" -> items.admin(entry.at());
      default -> {
        Optional<String> name = entry.value().anchor();
        if (name.isEmpty()) {
          problems.add(
              entry.at(), "a " + entry.key() + " needs a name: " + entry.key() + ": &name");
        } else {
          named(entry.key(), name.get(), entry.at(), value, starDefines);
        }
      }
    }
  }

  /** Many things of a kind, by name. */
  private void second(YamlNode.Entry entry) {
    if (!(entry.value() instanceof YamlNode.Mapping mapping)) {
      problems.add(
          entry.value().at(),
          "'" + entry.key() + "' holds a block of names, found " + entry.value().kind());
      return;
    }
    String kind = entry.key().substring(0, entry.key().length() - 1);
    for (YamlNode.Entry one : mapping.entries()) {
      YamlNode value = equalsDefines.insertInto(one.value());
      switch (kind) {
        case "default" -> newDefault(one.key(), value);
        case "delete_default" -> newDeletion(one.key(), value);
        case "admin" -> items.admin(one.at());
        default -> named(kind, one.key(), one.at(), value, equalsDefines);
      }
    }
  }

  private void named(
      String kind, String name, Position at, YamlNode value, Ser2netDefines defines) {
    switch (kind) {
      case "define" -> {
        if (value instanceof YamlNode.Scalar scalar) {
          defines.define(name, scalar.text());
        } else {
          problems.add(value.at(), "a define holds a text, found " + value.kind());
        }
      }
      case "connection" -> items.connection(name, at, value);
      case "rotator" -> items.rotator(name, at, value);
      default -> items.led(at);
    }
  }

  private void oldDefault(YamlNode value) {
    Fields fields = Fields.of(value, problems);
    Position at = fields.at("name");
    Optional<String> name = fields.text("name");
    Optional<YamlNode> given = fields.node("value");
    Optional<String> className = fields.text("class");
    fields.done();
    name.ifPresentOrElse(
        known -> setDefault(at, known, given, className),
        () -> problems.add(fields.at(), "a default needs 'name'"));
  }

  private void newDefault(String name, YamlNode value) {
    Fields fields = Fields.of(value, problems);
    Optional<YamlNode> given = fields.node("value");
    Optional<String> className = fields.text("class");
    fields.done();
    setDefault(fields.at(), name, given, className);
  }

  private void setDefault(
      Position at, String name, Optional<YamlNode> value, Optional<String> className) {
    YamlNode given = value.orElseGet(() -> new YamlNode.Scalar(at, Optional.empty(), "", true));
    if (!Ser2netDefaults.isKnown(name)) {
      problems.add(at, "there is no default '" + name + "'");
    } else if (!(given instanceof YamlNode.Scalar scalar)) {
      problems.add(given.at(), "a default holds a single value, found " + given.kind());
    } else {
      defaults.set(className, name, scalar);
    }
  }

  private void oldDeletion(YamlNode value) {
    Fields fields = Fields.of(value, problems);
    Optional<String> name = fields.text("name");
    Optional<String> className = fields.text("class");
    fields.done();
    if (name.isEmpty() || className.isEmpty()) {
      problems.add(fields.at(), "a delete_default needs 'name' and 'class'");
    } else {
      defaults.delete(className.get(), name.get());
    }
  }

  private void newDeletion(String name, YamlNode value) {
    List<YamlNode> classes =
        value instanceof YamlNode.Sequence list ? list.items() : List.of(value);
    for (YamlNode one : classes) {
      if (one instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
        defaults.delete(scalar.text(), name);
      } else {
        problems.add(one.at(), "delete_defaults holds lists of classes");
      }
    }
  }

  private void include(Ser2netDefines defines, YamlNode value) {
    if (!(value instanceof YamlNode.Scalar scalar) || scalar.isNull()) {
      problems.add(value.at(), "'include' holds the name of a file");
      return;
    }
    if (depth >= DEEPEST_INCLUDE) {
      problems.add(value.at(), "files include each other too deeply; is there a circle?");
      return;
    }
    depth++;
    List<Path> files = new ArrayList<>();
    String pattern = defines.insertInto(scalar).text();
    try {
      files.addAll(Globs.files(Path.of(scalar.at().file()), pattern));
      if (files.isEmpty()) {
        problems.add(value.at(), "there is no file " + pattern);
      }
    } catch (java.nio.file.InvalidPathException | java.util.regex.PatternSyntaxException e) {
      problems.add(value.at(), "'" + pattern + "' is no name of a file");
    }
    for (Path file : files) {
      try {
        YamlReader.read(file).forEach(this::document);
      } catch (ConfigException e) {
        e.problems().forEach(problem -> problems.add(problem.at(), problem.text()));
      }
    }
    depth--;
  }
}
