package org.evsebridge.bridge.config.ser2net;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.config.FileNames;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;

/**
 * Reads a ser2net.yaml of either grammar. In the first, keys may stand many times and an anchor is
 * a name ({@code connection: &name}); the second is standard YAML ({@code connections: {name: …}}).
 * Every fault is added to the problems; a faulty connection is left out. Not thread-safe.
 */
public final class Ser2netReader {
  private static final int MOST_INCLUDED = 1_000;

  private final Problems problems;
  private final Ser2netDefines starDefines;
  private final Ser2netDefines equalsDefines;
  private final Ser2netDefaults defaults = new Ser2netDefaults();
  private final Ser2netItems items;

  /** The file that is being read and those that include it. */
  private final Set<Path> reading = new HashSet<>();

  private int included;

  private Ser2netReader(Problems problems) {
    this.problems = problems;
    this.starDefines = Ser2netDefines.first(problems);
    this.equalsDefines = Ser2netDefines.second(problems);
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
  public static Ser2netConfig of(List<YamlNode> documents, Problems problems) {
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
    boolean hasFirst = mapping.entries().stream().anyMatch(e -> Ser2netKey.isFirst(e.key()));
    for (YamlNode.Entry entry : mapping.entries()) {
      Optional<Ser2netKey> key = Ser2netKey.top(entry.key());
      if (key.isEmpty()) {
        problems.add(entry.at(), "'" + entry.key() + "' is not known here");
      } else if (key.get() == Ser2netKey.INCLUDE) {
        include(hasFirst ? starDefines : equalsDefines, entry.value());
      } else if (Ser2netKey.isFirst(entry.key())) {
        first(key.get(), entry);
      } else if (hasFirst) {
        problems.add(
            entry.at(), "'" + entry.key() + "' belongs to the other grammar than the keys before");
      } else {
        second(key.get(), entry);
      }
    }
  }

  /** An entry of the first grammar, whose name is its anchor. */
  private void first(Ser2netKey key, YamlNode.Entry entry) {
    YamlNode value =
        key == Ser2netKey.DEFINE ? entry.value() : starDefines.insertInto(entry.value());
    switch (key) {
      case DEFAULT -> oldDefault(value);
      case DELETE_DEFAULT -> oldDeletion(value);
      case ADMIN -> items.notice(entry.at(), key.term().says());
      default -> {
        Optional<String> name = entry.value().anchor();
        if (name.isEmpty()) {
          problems.add(
              entry.at(), "a " + entry.key() + " needs a name: " + entry.key() + ": &name");
        } else {
          named(key, name.get(), entry.at(), value, starDefines);
        }
      }
    }
  }

  /** A block of the second grammar: entries of one kind by name. */
  private void second(Ser2netKey key, YamlNode.Entry entry) {
    if (!(entry.value() instanceof YamlNode.Mapping mapping)) {
      problems.add(
          entry.value().at(),
          "'" + entry.key() + "' holds a block of names, found " + entry.value().kind());
      return;
    }
    for (YamlNode.Entry one : mapping.entries()) {
      YamlNode value =
          key == Ser2netKey.DEFINE ? one.value() : equalsDefines.insertInto(one.value());
      switch (key) {
        case DEFAULT -> newDefault(one.at(), one.key(), value);
        case DELETE_DEFAULT -> newDeletion(one.key(), value);
        default -> named(key, one.key(), one.at(), value, equalsDefines);
      }
    }
  }

  private void named(
      Ser2netKey key, String name, Position at, YamlNode value, Ser2netDefines defines) {
    switch (key) {
      case DEFINE -> {
        if (value instanceof YamlNode.Scalar scalar) {
          defines.define(name, scalar);
        } else {
          problems.add(value.at(), "a define holds a text, found " + value.kind());
        }
      }
      case CONNECTION -> items.connection(name, at, value);
      case ROTATOR -> items.rotator(name, at, value);
      default -> items.notice(at, key.term().says());
    }
  }

  private void oldDefault(YamlNode value) {
    Ser2netBlocks.NAMED_DEFAULT
        .read(value, problems)
        .ifPresent(
            given ->
                given
                    .get(Ser2netBlocks.NAME)
                    .ifPresentOrElse(
                        name -> setDefault(given.at(Ser2netBlocks.NAME), name, given),
                        () -> problems.add(given.at(), "a default needs 'name'")));
  }

  private void newDefault(Position at, String name, YamlNode value) {
    Ser2netBlocks.DEFAULT.read(value, problems).ifPresent(given -> setDefault(at, name, given));
  }

  private void setDefault(Position at, String name, Values block) {
    YamlNode given =
        block
            .get(Ser2netBlocks.VALUE)
            .orElseGet(() -> new YamlNode.Scalar(at, Optional.empty(), "", true));
    Optional<String> className = block.get(Ser2netBlocks.CLASS);
    Optional<Support> support = Ser2netDefaults.support(name);
    if (support.isEmpty()) {
      problems.add(at, "there is no default '" + name + "'");
    } else if (!(given instanceof YamlNode.Scalar scalar)) {
      problems.add(given.at(), "a default holds a single value, found " + given.kind());
    } else {
      defaults.set(className, name, scalar);
      if (support.get() == Support.WITHOUT_EFFECT) {
        items.notice(at, "the default '" + name + "' has no effect here");
      }
    }
  }

  private void oldDeletion(YamlNode value) {
    Ser2netBlocks.DELETION.read(value, problems).ifPresent(this::oldDeletion);
  }

  private void oldDeletion(Values given) {
    Optional<String> name = given.get(Ser2netBlocks.NAME);
    Optional<String> className = given.get(Ser2netBlocks.CLASS);
    if (name.isEmpty() || className.isEmpty()) {
      problems.add(given.at(), "a delete_default needs 'name' and 'class'");
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
    String pattern = defines.insertInto(scalar).text();
    try {
      List<Path> files = Globs.files(Path.of(scalar.at().file()), pattern);
      if (files.isEmpty()) {
        problems.add(value.at(), "there is no file " + pattern);
      }
      reading.add(FileNames.real(scalar.at().file()));
      files.forEach(file -> include(file, value.at()));
    } catch (java.nio.file.InvalidPathException | java.util.regex.PatternSyntaxException e) {
      problems.add(value.at(), "'" + pattern + "' is no name of a file");
    }
  }

  private void include(Path file, Position at) {
    Path real = FileNames.real(file.toString());
    if (included == MOST_INCLUDED) {
      problems.add(at, "more than " + MOST_INCLUDED + " files are included");
    } else if (!reading.add(real)) {
      problems.add(at, file + " is being read already: files include each other in a circle");
    } else {
      included++;
      try {
        YamlReader.read(file).forEach(this::document);
      } catch (ConfigException e) {
        items.unreadable(file);
        e.problems().forEach(problem -> problems.add(problem.at(), problem.text()));
      }
      reading.remove(real);
    }
  }
}
