package org.evsebridge.simulator.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes reports as the XML that CI servers know from JUnit: a suite a scenario, a case a check, or
 * a case a seed where there are several. The suites keep to Surefire's schema and to Jenkins'.
 */
public final class JunitReport {
  /** A case that is one check of one run has no time of its own. */
  private static final Duration NO_TIME = Duration.ZERO;

  private JunitReport() {}

  public static void write(Path file, List<ScenarioReport> reports) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuites");
      for (ScenarioReport report : reports) {
        suite(xml, report);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void suite(XMLStreamWriter xml, ScenarioReport report) throws XMLStreamException {
    List<Case> cases = report.isSeeded() ? Case.ofSeeds(report) : Case.ofChecks(report);
    long failures = cases.stream().filter(one -> !one.failures.isEmpty()).count();
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", report.name());
    xml.writeAttribute("tests", String.valueOf(cases.size()));
    xml.writeAttribute("failures", String.valueOf(failures));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", "0");
    xml.writeAttribute("time", seconds(report.took()));
    for (Case one : cases) {
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", report.file());
      xml.writeAttribute("name", one.name);
      xml.writeAttribute("time", seconds(one.took));
      if (!one.failures.isEmpty()) {
        xml.writeStartElement("failure");
        xml.writeAttribute("message", one.failures);
        xml.writeAttribute("type", "check");
        xml.writeCharacters(String.join("\n", one.happenings));
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /**
   * A test case.
   *
   * @param failures empty when it passed
   */
  private record Case(String name, String failures, List<String> happenings, Duration took) {
    static List<Case> ofSeeds(ScenarioReport report) {
      return report.runs().stream()
          .map(
              run ->
                  new Case(
                      "seed " + run.seed().orElseThrow(), run.failures(), lines(run), run.took()))
          .toList();
    }

    private static List<String> lines(Report run) {
      return run.happenings().stream().map(Happening::text).toList();
    }

    static List<Case> ofChecks(ScenarioReport report) {
      Report run = report.runs().get(0);
      return run.verdicts().stream()
          .map(v -> new Case(v.expected(), v.passed() ? "" : v.seen(), lines(run), NO_TIME))
          .toList();
    }
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", Report.seconds(duration));
  }
}
