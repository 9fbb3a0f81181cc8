package org.evsebridge.bridge.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A file that shows every key of a document with its default, and can be read as it is. */
public final class ExampleFile {
  private ExampleFile() {}

  /** The file's text; keys that have no default are commented out. */
  public static String of(String title, Block<?> document) {
    List<String> lines = new ArrayList<>();
    lines.add("# " + title);
    lines.add("# Generated from the declarations of the keys; change those, not this file.");
    for (Key<?> key : document.keys()) {
      lines.add("");
      lines.addAll(lines(key, key.kind().block().isPresent()));
    }
    return String.join("\n", lines) + "\n";
  }

  /** The lines of a key. */
  private static List<String> lines(Key<?> key, boolean isShown) {
    List<String> lines = new ArrayList<>(comment(key));
    String mark = isShown || !(key.absence() instanceof Key.Absence.Computed<?>) ? "" : "#";
    if (key.kind().block().isPresent() && key.such().isEmpty()) {
      lines.add(mark + key.name() + ":");
      nested(key.kind().block().get(), isList(key)).forEach(line -> lines.add(mark + line));
    } else {
      lines.add(mark + key.name() + ": " + key.such().orElseGet(key::standard));
    }
    return lines;
  }

  private static boolean isList(Key<?> key) {
    return key.kind().words().startsWith("a list of");
  }

  private static List<String> comment(Key<?> key) {
    return key.meaning().lines().map(line -> "# " + line).toList();
  }

  private static List<String> nested(Block<?> block, boolean isList) {
    List<String> lines = block.keys().stream().flatMap(key -> lines(key, false).stream()).toList();
    Stream<String> first = Stream.of(isList ? "  -" : "");
    return Stream.concat(
            isList ? first : Stream.empty(),
            lines.stream().map(line -> (isList ? "    " : "  ") + line))
        .toList();
  }
}
