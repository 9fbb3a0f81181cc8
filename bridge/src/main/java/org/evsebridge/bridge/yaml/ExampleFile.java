package org.evsebridge.bridge.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A file that shows every key of a document with its default, and can be read as it is. */
public final class ExampleFile {
  /** Of a line of comment. */
  private static final int WIDTH = 90;

  private ExampleFile() {}

  /** The file's text; keys that have no default are commented out. */
  public static String of(String title, Block<?> document) {
    List<String> lines = new ArrayList<>();
    lines.add("# " + title);
    lines.add("# Generated from the declarations of the keys; change those, not this file.");
    for (Key<?> key : document.keys()) {
      lines.add("");
      lines.addAll(lines(key));
    }
    return String.join("\n", lines) + "\n";
  }

  /** The lines of a key. */
  private static List<String> lines(Key<?> key) {
    List<String> lines = new ArrayList<>(comment(key));
    boolean isLive = key.isShown() || !(key.absence() instanceof Key.Absence.Computed<?>);
    String mark = isLive ? "" : "#";
    if (key.kind().block().isPresent() && key.such().isEmpty()) {
      lines.add(mark + key.name() + ":");
      nested(key.kind().block().get(), isList(key)).forEach(line -> lines.add(mark + line));
    } else {
      lines.add(mark + key.name() + ": " + key.such().orElseGet(key::defaultValue));
    }
    return lines;
  }

  private static boolean isList(Key<?> key) {
    return key.kind().words().endsWith(Lists.OF_BLOCKS);
  }

  private static List<String> comment(Key<?> key) {
    return key.meaning().replaceAll("(.{1," + WIDTH + "})(?: +|$)", "# $1\n").lines().toList();
  }

  private static List<String> nested(Block<?> block, boolean isList) {
    List<String> lines = block.keys().stream().flatMap(key -> lines(key).stream()).toList();
    Stream<String> first = Stream.of(isList ? "  -" : "");
    return Stream.concat(
            isList ? first : Stream.empty(),
            lines.stream().map(line -> (isList ? "    " : "  ") + line))
        .toList();
  }
}
