package org.evsebridge.simulator.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes reports as the XML that CI servers know from JUnit: a suite a scenario, a case a check, or
 * a case a seed where there are several. Each suite keeps to Surefire's schema (3.0) and to that of
 * Jenkins' xUnit plugin (junit-10). One suite is the whole document, as Surefire writes it; several
 * stand in {@code testsuites}, for which Surefire has no word.
 */
public final class JunitReport {
  private static final int REPLACEMENT = 0xFFFD;

  private static final Pattern YAML = Pattern.compile("\\.ya?ml$");

  /** A case that is one check of one run has no time of its own. */
  private static final Duration NO_TIME = Duration.ZERO;

  private JunitReport() {}

  public static void write(Path file, List<ScenarioReport> reports) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      suites(xml, reports);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void suites(XMLStreamWriter xml, List<ScenarioReport> reports)
      throws XMLStreamException {
    switch (reports.size()) {
      case 0 -> suite(xml, "no scenario", Duration.ZERO, List.of());
      case 1 -> suite(xml, reports.get(0));
      default -> {
        xml.writeStartElement("testsuites");
        for (ScenarioReport report : reports) {
          suite(xml, report);
        }
        xml.writeEndElement();
      }
    }
  }

  private static void suite(XMLStreamWriter xml, ScenarioReport report) throws XMLStreamException {
    List<Case> cases = report.isSeeded() ? Case.ofSeeds(report) : Case.ofChecks(report);
    suite(xml, report.name(), report.took(), cases);
  }

  private static void suite(XMLStreamWriter xml, String name, Duration took, List<Case> cases)
      throws XMLStreamException {
    xml.writeStartElement("testsuite");
    attribute(xml, "name", name);
    attribute(xml, "tests", cases.size());
    attribute(xml, "failures", cases.stream().filter(one -> one.failure.isPresent()).count());
    attribute(xml, "errors", 0);
    attribute(xml, "skipped", 0);
    attribute(xml, "time", seconds(took));
    for (Case one : cases) {
      xml.writeStartElement("testcase");
      attribute(xml, "classname", className(one.file));
      attribute(xml, "name", one.name);
      attribute(xml, "time", seconds(one.took));
      if (one.failure.isPresent()) {
        xml.writeStartElement("failure");
        attribute(xml, "message", one.failure.get());
        attribute(xml, "type", "check");
        xml.writeCharacters(characters(String.join("\n", one.happenings)));
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /**
   * The file as a class: Jenkins takes what stands before the last dot for the package, so that its
   * folders are packages and no other dot is left.
   */
  static String className(String file) {
    return Arrays.stream(YAML.matcher(file).replaceFirst("").split("[/\\\\]+"))
        .filter(part -> !part.matches("\\.{0,2}"))
        .map(part -> part.replace('.', '_'))
        .collect(Collectors.joining("."));
  }

  private static void attribute(XMLStreamWriter xml, String name, Object value)
      throws XMLStreamException {
    xml.writeAttribute(name, characters(value.toString()));
  }

  /** A text without what XML 1.0 cannot hold, however it is written (section 2.2). */
  private static String characters(String text) {
    return text.codePoints()
        .map(c -> isCharacter(c) ? c : REPLACEMENT)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isCharacter(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || c >= 0x20 && c < Character.MIN_SURROGATE
        || c > Character.MAX_SURROGATE && c < 0xFFFE
        || c >= Character.MIN_SUPPLEMENTARY_CODE_POINT;
  }

  /**
   * A test case.
   *
   * @param failure empty when it passed
   */
  private record Case(
      String file, String name, Optional<String> failure, List<String> happenings, Duration took) {
    static List<Case> ofSeeds(ScenarioReport report) {
      return report.runs().stream()
          .map(
              run -> {
                String name = "seed " + run.seed().orElseThrow();
                return of(run, name, run.passed(), run.failures(), run.took());
              })
          .toList();
    }

    static List<Case> ofChecks(ScenarioReport report) {
      Report run = report.runs().get(0);
      return run.verdicts().stream()
          .map(v -> of(run, v.expected(), v.passed(), v.seen(), NO_TIME))
          .toList();
    }

    private static Case of(Report run, String name, boolean passed, String seen, Duration took) {
      Optional<String> failure = passed ? Optional.empty() : Optional.of(seen);
      List<String> lines = run.happenings().stream().map(Happening::text).toList();
      return new Case(run.file(), name, failure, lines, took);
    }
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", Report.seconds(duration));
  }
}
