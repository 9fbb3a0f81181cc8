package org.evsebridge.simulator.scenario;

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
 * Writes reports as the XML that CI servers know from JUnit: a suite a scenario, a case a check.
 */
public final class JunitReport {
  private JunitReport() {}

  public static void write(Path file, List<Report> reports) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuites");
      for (Report report : reports) {
        suite(xml, report);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void suite(XMLStreamWriter xml, Report report) throws XMLStreamException {
    List<Check.Verdict> verdicts = report.verdicts();
    long failures = verdicts.stream().filter(verdict -> !verdict.passed()).count();
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", report.scenario().name());
    xml.writeAttribute("tests", String.valueOf(verdicts.size()));
    xml.writeAttribute("failures", String.valueOf(failures));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("time", seconds(report.took()));
    for (Check.Verdict verdict : verdicts) {
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", report.scenario().file().toString());
      xml.writeAttribute("name", verdict.expected());
      if (!verdict.passed()) {
        xml.writeStartElement("failure");
        xml.writeAttribute("message", verdict.seen());
        xml.writeCharacters(String.join("\n", report.happenings()));
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
  }
}
