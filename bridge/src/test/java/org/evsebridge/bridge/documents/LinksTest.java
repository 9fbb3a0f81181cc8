package org.evsebridge.bridge.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.evsebridge.bridge.testing.Documents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page is reached from the README, and every link within the tree leads somewhere. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)|src=\"([^\"]+)\"");
  private static final Pattern FENCED = Pattern.compile("(?m)^ *```[\\s\\S]*?^ *```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*)$");

  static List<Path> pages() throws IOException {
    return Documents.pages();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsSomewhere(Path page) throws IOException {
    List<String> broken = new ArrayList<>();
    for (String link : links(page)) {
      Path target = target(page, link);
      String anchor = link.contains("#") ? link.substring(link.indexOf('#') + 1) : "";
      if (!Files.exists(target) || !anchor.isEmpty() && !anchors(target).contains(anchor)) {
        broken.add(link);
      }
    }
    assertThat(broken).as("broken links of " + Documents.ROOT.relativize(page)).isEmpty();
  }

  @Test
  void everyPageIsReachedFromTheReadme() throws IOException {
    Deque<Path> toRead = new ArrayDeque<>(List.of(Documents.ROOT.resolve("README.md")));
    Set<Path> reached = new HashSet<>(toRead);
    while (!toRead.isEmpty()) {
      Path page = toRead.pop();
      for (String link : links(page)) {
        Path target = target(page, link);
        if (target.toString().endsWith(".md") && Files.exists(target) && reached.add(target)) {
          toRead.push(target);
        }
      }
    }
    assertThat(Documents.pages()).isSubsetOf(reached);
  }

  @Test
  void theReadmeIsAFirstLook() throws IOException {
    assertThat(Files.size(Documents.ROOT.resolve("README.md"))).isLessThanOrEqualTo(10_000);
  }

  /** How GitHub makes an anchor of a heading. */
  @ParameterizedTest
  @CsvSource({
    "On the Pi, on-the-pi",
    "`p1:`: a meter that goes, p1-a-meter-that-goes",
    "0.2.0 (not released), 020-not-released"
  })
  void aHeadingsAnchorIsGitHubs(String heading, String anchor) {
    assertThat(anchor(heading)).isEqualTo(anchor);
  }

  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }

  private static List<String> anchors(Path page) throws IOException {
    return HEADING.matcher(prose(page)).results().map(found -> anchor(found.group(1))).toList();
  }

  /** Links that stay within the tree. */
  private static List<String> links(Path page) throws IOException {
    List<String> links = new ArrayList<>();
    for (MatchResult found : LINK.matcher(prose(page)).results().toList()) {
      String link = found.group(1) == null ? found.group(2) : found.group(1);
      if (!link.matches("[a-z]+:.*")) {
        links.add(link);
      }
    }
    return links;
  }

  private static Path target(Path page, String link) {
    String file = link.replaceFirst("#.*", "");
    return file.isEmpty() ? page : page.resolveSibling(file).normalize();
  }

  private static String prose(Path page) throws IOException {
    return FENCED.matcher(Files.readString(page)).replaceAll("");
  }
}
