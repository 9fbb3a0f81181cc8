package org.evsebridge.bridge.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.evsebridge.bridge.testing.Documents;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contributor's table of the packages is what each says of itself in its package-info. */
class PackagesTest {
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*\\*(.*?)\\*/\\s*package ");
  private static final Pattern FIRST_SENTENCE = Pattern.compile("(.*?\\.)(\\s.*)?");

  @ParameterizedTest
  @ValueSource(strings = {"bridge", "simulator"})
  void contributingNamesEveryPackage(String module) throws IOException {
    Path top = Documents.ROOT.resolve(module + "/src/main/java/org/evsebridge/" + module);
    StringBuilder table = new StringBuilder("| package | what it is |\n|---|---|\n");
    for (Path folder : packages(top)) {
      String name = module + "/" + top.relativize(folder);
      table.append("| `%s` | %s |\n".formatted(name.replaceFirst("/$", ""), firstSentence(folder)));
    }
    Documents.requireTable("packages of the " + module, table.toString());
  }

  private static SortedSet<Path> packages(Path top) throws IOException {
    SortedSet<Path> folders = new TreeSet<>();
    try (Stream<Path> files = Files.walk(top)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> folders.add(file.getParent()));
    }
    return folders;
  }

  private static String firstSentence(Path folder) throws IOException {
    Path info = folder.resolve("package-info.java");
    assertThat(info).exists();
    Matcher comment = COMMENT.matcher(Files.readString(info));
    assertThat(comment.find()).as("a comment in " + info).isTrue();
    String text =
        comment
            .group(1)
            .replaceAll("\n *\\*", " ")
            .replaceAll("\\s+", " ")
            .replaceAll("\\{@code ([^}]*)}", "`$1`")
            .replaceAll("\\{@link (?:[a-z0-9]+\\.)*([^} #]+)[^}]*}", "`$1`")
            .strip();
    Matcher sentence = FIRST_SENTENCE.matcher(text);
    assertThat(sentence.matches()).as("a sentence in " + info).isTrue();
    return sentence.group(1).replaceFirst("\\.$", "");
  }
}
