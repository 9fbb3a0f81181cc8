package org.evsebridge.bridge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The project's README, whose tables are made from the code and whose examples are run. */
public final class Readme {
  private static final Path FILE = Path.of("..", "README.md");
  private static final boolean UPDATE = Boolean.getBoolean("readme.update");

  private Readme() {}

  public static String text() throws IOException {
    return Files.readString(FILE);
  }

  /** The code blocks of a language, in order. */
  public static List<String> blocks(String language) throws IOException {
    Matcher block =
        Pattern.compile("(?m)^ *```" + language + "\n([\\s\\S]*?)^ *```$").matcher(text());
    List<String> blocks = new ArrayList<>();
    for (MatchResult found : block.results().toList()) {
      blocks.add(found.group(1).stripIndent());
    }
    return blocks;
  }

  /**
   * Requires that a table is the one that the code makes; with {@code -Dreadme.update=true} it is
   * put there instead.
   */
  public static void requireTable(String name, String made) throws IOException {
    Pattern place =
        Pattern.compile(
            "(<!-- table: " + Pattern.quote(name) + " -->\n)([\\s\\S]*?)(<!-- end -->)");
    Matcher table = place.matcher(text());
    assertThat(table.find()).as("the README has a place for the table " + name).isTrue();
    String wanted = made.strip() + "\n";
    if (UPDATE) {
      Files.writeString(
          FILE, text().substring(0, table.end(1)) + wanted + text().substring(table.start(3)));
    } else {
      assertThat(table.group(2))
          .as("the README's table " + name + "; -Dreadme.update=true puts it right")
          .isEqualTo(wanted);
    }
  }
}
