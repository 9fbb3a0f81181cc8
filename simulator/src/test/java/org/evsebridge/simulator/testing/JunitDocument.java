package org.evsebridge.simulator.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A JUnit report as a CI server reads it. What both Surefire's schema (3.0) and that of Jenkins'
 * xUnit plugin (junit-10) allow is written down here in our own words, as a table.
 */
public final class JunitDocument {
  /** Seconds: both schemas know digits, and at most three behind a point. */
  private static final Pattern TIME = Pattern.compile("\\d*(\\.\\d{0,3})?");

  /** More precise than the schemas, which take any text. */
  private static final Pattern COUNT = Pattern.compile("\\d+");

  private static final Set<String> COUNTS = Set.of("tests", "failures", "errors", "skipped");

  /**
   * An element.
   *
   * @param children in this order; of which there may be many unless they are {@code single}
   */
  private record Rule(
      Set<String> required,
      Set<String> optional,
      List<String> children,
      Set<String> single,
      boolean text) {}

  private static final Rule FAILURE =
      new Rule(Set.of("type"), Set.of("message"), List.of(), Set.of(), true);

  private static final Rule OUTPUT = new Rule(Set.of(), Set.of(), List.of(), Set.of(), true);

  private static final Map<String, Rule> RULES =
      Map.of(
          "testsuites",
          new Rule(
              Set.of(),
              Set.of("name", "time", "tests", "failures", "errors"),
              List.of("testsuite"),
              Set.of(),
              false),
          "testsuite",
          new Rule(
              Set.of("name", "tests", "failures", "errors", "skipped"),
              Set.of("time", "group"),
              List.of("properties", "testcase"),
              Set.of(),
              false),
          "testcase",
          new Rule(
              Set.of("name", "time"),
              Set.of("classname", "group"),
              List.of("failure", "skipped", "error", "system-out", "system-err"),
              Set.of("skipped", "error", "system-out", "system-err"),
              false),
          "properties",
          new Rule(Set.of(), Set.of(), List.of("property"), Set.of(), false),
          "property",
          new Rule(Set.of("name", "value"), Set.of(), List.of(), Set.of(), false),
          "failure",
          FAILURE,
          "error",
          FAILURE,
          "skipped",
          new Rule(Set.of(), Set.of("message"), List.of(), Set.of(), true),
          "system-out",
          OUTPUT,
          "system-err",
          OUTPUT);

  private final Document document;

  private JunitDocument(Document document) {
    this.document = document;
  }

  /** Reads it; fails where it is no XML. */
  public static JunitDocument read(Path file) throws IOException {
    try {
      var reader = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      reader.setErrorHandler(null);
      return new JunitDocument(reader.parse(file.toFile()));
    } catch (ParserConfigurationException | SAXException e) {
      throw new AssertionError(file + " is no XML: " + e.getMessage(), e);
    }
  }

  /** Its suites, in their order. */
  public List<Element> suites() {
    Element root = document.getDocumentElement();
    return root.getTagName().equals("testsuite") ? List.of(root) : elements(root);
  }

  /**
   * Requires what Jenkins requires of the whole and both of each suite; counts must be those of the
   * cases.
   */
  public JunitDocument requireValid() {
    Element root = document.getDocumentElement();
    assertThat(root.getTagName()).isIn("testsuites", "testsuite");
    require(root);
    suites().forEach(JunitDocument::requireCounts);
    return this;
  }

  /** Requires the same, and a root that Surefire's schema knows: one suite. */
  public JunitDocument requireSurefire() {
    assertThat(document.getDocumentElement().getTagName()).isEqualTo("testsuite");
    return requireValid();
  }

  private static void require(Element element) {
    Rule rule = RULES.get(element.getTagName());
    String where = "<" + element.getTagName() + ">";
    assertThat(rule).as(where).isNotNull();
    List<String> attributes = new ArrayList<>();
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      Node attribute = element.getAttributes().item(i);
      attributes.add(attribute.getNodeName());
      if (attribute.getNodeName().equals("time")) {
        assertThat(attribute.getNodeValue()).as(where + " time").matches(TIME);
      } else if (COUNTS.contains(attribute.getNodeName())) {
        assertThat(attribute.getNodeValue()).as(where).matches(COUNT);
      }
    }
    assertThat(attributes).as(where).containsAll(rule.required);
    attributes.removeAll(rule.required);
    assertThat(rule.optional).as(where).containsAll(attributes);
    requireContent(element, rule, where);
  }

  private static void requireContent(Element element, Rule rule, String where) {
    List<Element> children = elements(element);
    List<String> names = children.stream().map(Element::getTagName).toList();
    assertThat(rule.children).as(where).containsAll(names);
    assertThat(names.stream().map(rule.children::indexOf).toList())
        .as(where + " has its children in order: " + names)
        .isSorted();
    assertThat(names.stream().filter(rule.single::contains).toList())
        .as(where)
        .doesNotHaveDuplicates();
    if (!rule.text) {
      for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
        assertThat(node instanceof Element ? "" : node.getTextContent()).as(where).isBlank();
      }
    }
    children.forEach(JunitDocument::require);
  }

  private static void requireCounts(Element suite) {
    assertCount(suite, "tests", suite.getElementsByTagName("testcase").getLength());
    assertCount(suite, "failures", suite.getElementsByTagName("failure").getLength());
    assertCount(suite, "errors", suite.getElementsByTagName("error").getLength());
    assertCount(suite, "skipped", suite.getElementsByTagName("skipped").getLength());
  }

  private static void assertCount(Element suite, String name, int count) {
    assertThat(suite.getAttribute(name)).as(name).isEqualTo(String.valueOf(count));
  }

  private static List<Element> elements(Element parent) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        found.add(element);
      }
    }
    return found;
  }
}
