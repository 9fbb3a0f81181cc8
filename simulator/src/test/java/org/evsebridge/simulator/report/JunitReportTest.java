package org.evsebridge.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.evsebridge.simulator.testing.JunitDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class JunitReportTest {
  private static final ScenarioReport SEEDS =
      new ScenarioReport(List.of(Runs.seeded(1, 24), Runs.seeded(2, 31), Runs.seeded(3, 20)));

  @TempDir private Path dir;

  private JunitDocument written(ScenarioReport... reports) throws IOException {
    Path file = dir.resolve("junit.xml");
    JunitReport.write(file, List.of(reports));
    return JunitDocument.read(file);
  }

  private static ScenarioReport one(String file, double amperes) {
    return new ScenarioReport(List.of(Runs.run(file, OptionalLong.empty(), amperes)));
  }

  private static Element child(Element parent, String name, int index) {
    return (Element) parent.getElementsByTagName(name).item(index);
  }

  @Test
  void oneScenarioIsADocumentOfSurefires() throws IOException {
    written(one("good.yaml", 24)).requireSurefire();
    written(one("bad.yaml", 26)).requireSurefire();
    written(SEEDS).requireSurefire();
  }

  @Test
  void severalScenariosAreADocumentOfJenkinsWithASuiteEach() throws IOException {
    JunitDocument document = written(one("good.yaml", 24), SEEDS, one("bad.yaml", 26));
    assertThat(document.requireValid().suites())
        .extracting(suite -> suite.getAttribute("name"))
        .containsExactly(
            "The name of good.yaml", "The name of evening.yaml", "The name of bad.yaml");
  }

  /** As when a machine gets no part of the runs. */
  @Test
  void noScenarioIsASuiteOfNothing() throws IOException {
    assertThat(written().requireSurefire().suites())
        .singleElement()
        .satisfies(suite -> assertThat(suite.getAttribute("tests")).isEqualTo("0"));
  }

  @Test
  void aSeedIsACaseWithItsTime() throws IOException {
    Element suite = written(SEEDS).suites().get(0);
    assertThat(suite.getAttribute("tests")).isEqualTo("3");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("time")).isEqualTo("3.702");
    Element seed = child(suite, "testcase", 1);
    assertThat(seed.getAttribute("name")).isEqualTo("seed 2");
    assertThat(seed.getAttribute("time")).isEqualTo("1.234");
    assertThat(child(seed, "failure", 0).getAttribute("message"))
        .isEqualTo("always grid <= 25 A: at worst 31.0 A at 18:00:00");
  }

  @Test
  void aCheckIsACaseAndItsFailureSaysWhatWasSeenAndWhatHappened() throws IOException {
    Element suite = written(one("bad <&\"'.yaml", 26)).requireSurefire().suites().get(0);
    assertThat(suite.getAttribute("name")).isEqualTo("The name of bad <&\"'.yaml");
    Element failed = child(suite, "testcase", 0);
    assertThat(failed.getAttribute("name")).isEqualTo(Runs.CHECK);
    assertThat(failed.getAttribute("classname")).isEqualTo("bad <&\"'");
    Element failure = child(failed, "failure", 0);
    assertThat(failure.getAttribute("message")).isEqualTo("at worst 26.0 A at 18:00:00");
    assertThat(failure.getAttribute("type")).isEqualTo("check");
    assertThat(failure.getTextContent()).isEqualTo("18:00:00 oven on");
  }

  /** Jenkins: what stands before the last dot is the package, the rest the class. */
  @ParameterizedTest
  @CsvSource({
    "oven.yaml, oven",
    "scenarios/evcc/two-cars.yaml, scenarios.evcc.two-cars",
    "./night/v1.2.yml, night.v1_2",
    "../other/a.yaml, other.a",
    "/home/me/a.b/c.yaml, home.me.a_b.c",
    "notes.txt, notes_txt",
  })
  void theFoldersOfAFileArePackagesAndItselfAClass(String file, String className)
      throws IOException {
    Element suite = written(one(file, 26)).requireSurefire().suites().get(0);
    assertThat(child(suite, "testcase", 0).getAttribute("classname")).isEqualTo(className);
    assertThat(suite.getAttribute("name")).isEqualTo("The name of " + file);
  }

  @Test
  void aCheckThatFailedWithoutAWordIsAFailure() throws IOException {
    Report silent =
        new Report(
            "a.yaml",
            "a",
            OptionalLong.empty(),
            List.of(Verdict.of("something", false, "")),
            List.of(),
            Optional.empty(),
            Duration.ZERO,
            Duration.ofDays(2));
    Element suite = written(new ScenarioReport(List.of(silent))).requireSurefire().suites().get(0);
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("time")).isEqualTo("172800.000");
  }

  /** XML 1.0 has no way to say these, not even by their numbers. */
  @ParameterizedTest
  @ValueSource(strings = {"\0", "\u0007", "\u001b[2J", "\uFFFE", "\uFFFF", "\uD83D", "\uDE97x"})
  void whatXmlCannotHoldIsReplaced(String text) throws IOException {
    String name = "The name of " + text;
    Element suite = written(one(text, 26)).requireSurefire().suites().get(0);
    assertThat(suite.getAttribute("name"))
        .isNotEqualTo(name)
        .matches("The name of \uFFFD.{0,3}")
        .hasSameSizeAs(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"é", "🚗", "]]>", "\uE000", "\uFFFD", "<!-- -->", "&#0;"})
  void whatXmlCanHoldStays(String text) throws IOException {
    Element suite = written(one(text, 26)).requireSurefire().suites().get(0);
    assertThat(suite.getAttribute("name")).isEqualTo("The name of " + text);
  }

  /** That the rules above find something. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<tests/>",
        "<testsuites><testcase name='a' time='1'/></testsuites>",
        "<testsuite name='a' tests='0' failures='0' errors='0'/>",
        "<testsuite name='a' tests='0' failures='0' errors='0' skipped='0' hostname='h'/>",
        "<testsuite name='a' tests='0' failures='0' errors='0' skipped='0' time='1,5'/>",
        "<testsuite name='a' tests='0' failures='0' errors='0' skipped='0' time='1.2345'/>",
        "<testsuite name='a' tests='0' failures='0' errors='0' skipped='0'>words</testsuite>",
        "<testsuite name='a' tests='2' failures='0' errors='0' skipped='0'>"
            + "<testcase name='a' time='1'/></testsuite>",
        "<testsuite name='a' tests='1' failures='0' errors='0' skipped='0'>"
            + "<testcase name='a'/></testsuite>",
        "<testsuite name='a' tests='1' failures='0' errors='0' skipped='0'>"
            + "<testcase name='a' time='1'/><properties/></testsuite>",
        "<testsuite name='a' tests='1' failures='1' errors='0' skipped='0'>"
            + "<testcase name='a' time='1'><failure message='m'/></testcase></testsuite>",
        "<testsuite name='a' tests='1' failures='1' errors='0' skipped='1'>"
            + "<testcase name='a' time='1'><skipped/><failure type='t'/></testcase></testsuite>",
      })
  void theRulesRefuseWhatTheSchemasRefuse(String xml) throws IOException {
    JunitDocument bad = JunitDocument.read(Files.writeString(dir.resolve("bad.xml"), xml));
    assertThatThrownBy(bad::requireValid).isInstanceOf(AssertionError.class);
  }
}
