package org.evsebridge.simulator.report;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

/**
 * The results of a part of all runs, as one machine hands them to whoever joins them: JSON.
 *
 * @param shard which part they are
 * @param asked what all parts together are to run
 */
public record ResultFile(Shard shard, List<Asked> asked, List<Report> runs) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Says what the file is to whoever opens it, and to {@link #read}. */
  private static final String KIND = "evse-simulator results 2";

  public void write(Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("kind", KIND);
    root.put("shard", shard.toString());
    ArrayNode wanted = root.putArray("asked");
    for (Asked one : asked) {
      ObjectNode scenario = wanted.addObject().put("file", one.file());
      one.seeds().ifPresent(seeds -> scenario.put("seeds", seeds.toString()));
    }
    ArrayNode all = root.putArray("runs");
    for (Report run : runs) {
      all.add(json(run));
    }
    Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }

  private static ObjectNode json(Report run) {
    ObjectNode node = JSON.createObjectNode();
    node.put("file", run.file());
    node.put("name", run.name());
    run.seed().ifPresent(seed -> node.put("seed", seed));
    node.put("simulated", Report.seconds(run.simulated()));
    node.put("took", Report.seconds(run.took()));
    ArrayNode happenings = node.putArray("happenings");
    for (Happening happening : run.happenings()) {
      ObjectNode one = happenings.addObject();
      one.put("at", Report.seconds(happening.at()));
      one.put("text", happening.text());
    }
    run.series().ifPresent(series -> node.set("series", SeriesJson.of(series)));
    ArrayNode checks = node.putArray("checks");
    for (Verdict verdict : run.verdicts()) {
      ObjectNode check = checks.addObject();
      check.put("expected", verdict.expected());
      check.put("passed", verdict.passed());
      check.put("seen", verdict.seen());
      verdict.value().ifPresent(value -> check.put("value", value));
      check.put("unit", verdict.unit());
      verdict.failedAt().ifPresent(at -> check.put("failed-at", Report.seconds(at)));
    }
    return node;
  }

  /**
   * @throws IOException when the file cannot be read or is none of ours; the message names it
   */
  public static ResultFile read(Path file) throws IOException {
    try {
      JsonNode root = JSON.readTree(file.toFile());
      if (!root.path("kind").asText().equals(KIND)) {
        throw refused("not a file that 'test --json' has written");
      }
      Shard shard =
          Shard.parse(field(root, "shard").asText())
              .orElseThrow(() -> refused("'shard' is not " + Shard.WORDS));
      List<Asked> asked = new ArrayList<>();
      for (JsonNode scenario : field(root, "asked")) {
        asked.add(asked(scenario));
      }
      List<Report> runs = new ArrayList<>();
      for (JsonNode run : field(root, "runs")) {
        runs.add(run(run));
      }
      return new ResultFile(shard, List.copyOf(asked), List.copyOf(runs));
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new IOException(
          file + ":" + at.getLineNr() + ":" + at.getColumnNr() + ": " + e.getOriginalMessage(), e);
    } catch (UncheckedIOException e) {
      throw new IOException(file + ": " + e.getCause().getMessage(), e);
    }
  }

  private static Asked asked(JsonNode node) {
    return new Asked(
        field(node, "file").asText(),
        Optional.ofNullable(node.get("seeds"))
            .map(
                seeds ->
                    Seeds.parse(seeds.asText())
                        .orElseThrow(() -> refused("'seeds' is not " + Seeds.WORDS))));
  }

  private static Report run(JsonNode node) {
    List<Verdict> verdicts = new ArrayList<>();
    for (JsonNode check : field(node, "checks")) {
      verdicts.add(
          new Verdict(
              field(check, "expected").asText(),
              field(check, "passed").asBoolean(),
              field(check, "seen").asText(),
              check.has("value")
                  ? OptionalDouble.of(check.get("value").asDouble())
                  : OptionalDouble.empty(),
              field(check, "unit").asText(),
              check.has("failed-at")
                  ? Optional.of(seconds(check.get("failed-at").asDouble()))
                  : Optional.empty()));
    }
    return new Report(
        field(node, "file").asText(),
        field(node, "name").asText(),
        node.has("seed") ? OptionalLong.of(node.get("seed").asLong()) : OptionalLong.empty(),
        List.copyOf(verdicts),
        StreamSupport.stream(field(node, "happenings").spliterator(), false)
            .map(
                one ->
                    new Happening(
                        seconds(field(one, "at").asDouble()), field(one, "text").asText()))
            .toList(),
        node.has("series") ? Optional.of(SeriesJson.read(node.get("series"))) : Optional.empty(),
        seconds(field(node, "simulated").asDouble()),
        seconds(field(node, "took").asDouble()));
  }

  static JsonNode field(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw refused("'" + name + "' is missing");
    }
    return value;
  }

  /** What {@link #read} tells with the name of the file. */
  private static UncheckedIOException refused(String why) {
    return new UncheckedIOException(new IOException(why));
  }

  static Duration seconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
