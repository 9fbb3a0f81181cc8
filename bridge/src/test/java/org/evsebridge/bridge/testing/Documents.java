package org.evsebridge.bridge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The project's pages (Markdown) and generated files, whose tables are made from the code and whose
 * examples are run. With {@code -Ddocs.update=true} what differs from the code is written anew
 * instead of failing.
 */
public final class Documents {
  /** The top of the project; tests run in a module's folder. */
  public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final boolean UPDATE = Boolean.getBoolean("docs.update");

  private Documents() {}

  /** Every page of the tree, in order. */
  public static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean built = Set.of(".git", "target").contains(folder.getFileName().toString());
            return built ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".md")) {
              pages.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(pages);
    return pages;
  }

  /** The text of a page, named from the top of the project. */
  public static String text(String page) throws IOException {
    return Files.readString(ROOT.resolve(page));
  }

  /** The code blocks of a language on a page, in order. */
  public static List<String> blocks(String page, String language) throws IOException {
    Matcher block =
        Pattern.compile("(?m)^ *```" + language + "\n([\\s\\S]*?)^ *```$").matcher(text(page));
    List<String> blocks = new ArrayList<>();
    for (MatchResult found : block.results().toList()) {
      blocks.add(found.group(1).stripIndent());
    }
    return blocks;
  }

  /**
   * Requires that the table of this name, on the one page that has {@code <!-- table: NAME -->}, is
   * the one that the code makes.
   */
  public static void requireTable(String name, String made) throws IOException {
    String begin = "<!-- table: " + name + " -->\n";
    List<Path> pages = new ArrayList<>();
    for (Path page : pages()) {
      if (Files.readString(page).contains(begin)) {
        pages.add(page);
      }
    }
    assertThat(pages).as("pages with a place for the table " + name).hasSize(1);
    String text = Files.readString(pages.get(0));
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf("<!-- end -->", from);
    assertThat(to).as("the end of the table " + name).isNotNegative();
    require(pages.get(0), text.substring(0, from) + made.strip() + "\n" + text.substring(to));
  }

  /** Requires that a file, named from the top of the project, is the one that the code makes. */
  public static void requireFile(String file, String made) throws IOException {
    require(ROOT.resolve(file), made);
  }

  private static void require(Path file, String made) throws IOException {
    if (UPDATE) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, made);
    } else {
      assertThat(file).exists();
      assertThat(Files.readString(file))
          .as(ROOT.relativize(file) + "; -Ddocs.update=true puts it right")
          .isEqualTo(made);
    }
  }
}
