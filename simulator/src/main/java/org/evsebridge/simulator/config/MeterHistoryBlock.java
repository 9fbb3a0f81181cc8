package org.evsebridge.simulator.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.simulator.meter.MeterHistory;

/** The {@code history} block of a meter: what it went through before the start. */
final class MeterHistoryBlock {
  private static final int MOST_COUNTED = 99_999;
  private static final double MOST_KW = 99.999;

  private MeterHistoryBlock() {}

  /** Takes the whole block. */
  static MeterHistory read(Fields fields) {
    Position logAt = fields.at("failure-log");
    List<MeterHistory.PastFailure> log = new ArrayList<>();
    for (Fields failure : fields.blocks("failure-log")) {
      pastFailure(failure).ifPresent(log::add);
    }
    MeterHistory history =
        new MeterHistory(
            fields.number("month-peak", 0, MOST_KW).orElse(0.0),
            numbers(fields, "peaks", MeterHistory.MOST_PEAKS, MeterHistoryBlock::kilowatts),
            fields.integer("failures", 0, MOST_COUNTED).orElse(0),
            fields.integer("long-failures", 0, MOST_COUNTED).orElse(0),
            List.copyOf(log),
            numbers(fields, "sags", 3, MeterHistoryBlock::count),
            numbers(fields, "swells", 3, MeterHistoryBlock::count));
    if (log.size() > MeterHistory.MOST_LOGGED) {
      fields.problem(
          logAt, "'failure-log' holds " + MeterHistory.MOST_LOGGED + " failures at most");
    }
    fields.done();
    return history;
  }

  private static Optional<MeterHistory.PastFailure> pastFailure(Fields fields) {
    Optional<Duration> ago = fields.positiveDuration("ago");
    Optional<Duration> lasted = fields.positiveDuration("lasted");
    if (ago.isEmpty() || lasted.isEmpty()) {
      fields.problem(fields.at(), "a failure needs 'ago', when it ended, and 'lasted'");
    }
    fields.done();
    return ago.flatMap(end -> lasted.map(time -> new MeterHistory.PastFailure(end, time)));
  }

  private static Optional<Double> kilowatts(String text) {
    return text.matches("\\d{1,2}(\\.\\d{1,3})?")
        ? Optional.of(Double.valueOf(text))
        : Optional.empty();
  }

  private static Optional<Integer> count(String text) {
    return text.matches("\\d{1,5}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }

  private static <T> List<T> numbers(
      Fields fields, String key, int most, Function<String, Optional<T>> parse) {
    List<T> numbers = new ArrayList<>();
    Position at = fields.at(key);
    List<YamlNode> nodes = fields.list(key);
    for (YamlNode node : nodes) {
      String text = node instanceof YamlNode.Scalar scalar ? scalar.text() : node.kind();
      parse
          .apply(text)
          .ifPresentOrElse(
              numbers::add,
              () -> fields.problem(node.at(), "'" + key + "' holds numbers, found '" + text + "'"));
    }
    if (nodes.size() > most) {
      fields.problem(at, "'" + key + "' holds " + most + " numbers at most");
    }
    return List.copyOf(numbers);
  }
}
