package org.evsebridge.simulator.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run's {@link Series} in a {@link ResultFile}. */
final class SeriesJson {
  private SeriesJson() {}

  static ObjectNode of(Series series) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    series.start().ifPresent(start -> node.put("start", start.toString()));
    node.put("interval", Report.seconds(series.interval()));
    ArrayNode lines = node.putArray("lines");
    for (Series.Line line : series.lines()) {
      ObjectNode one = lines.addObject();
      one.put("plot", line.plot());
      one.put("unit", line.unit());
      one.put("name", line.name());
      ArrayNode samples = one.putArray("samples");
      line.samples().forEach(sample -> add(samples, sample));
    }
    return node;
  }

  /** A number without a value is null, as JSON knows none. */
  private static void add(ArrayNode samples, double sample) {
    if (Double.isNaN(sample)) {
      samples.addNull();
    } else {
      samples.add(sample);
    }
  }

  static Series read(JsonNode node) {
    List<Series.Line> lines = new ArrayList<>();
    for (JsonNode line : ResultFile.field(node, "lines")) {
      List<Double> samples = new ArrayList<>();
      for (JsonNode sample : ResultFile.field(line, "samples")) {
        samples.add(sample.isNull() ? Double.NaN : sample.asDouble());
      }
      lines.add(
          new Series.Line(
              ResultFile.field(line, "plot").asText(),
              ResultFile.field(line, "unit").asText(),
              ResultFile.field(line, "name").asText(),
              List.copyOf(samples)));
    }
    return new Series(
        Optional.ofNullable(node.get("start")).map(start -> LocalDateTime.parse(start.asText())),
        ResultFile.seconds(ResultFile.field(node, "interval").asDouble()),
        List.copyOf(lines));
  }
}
