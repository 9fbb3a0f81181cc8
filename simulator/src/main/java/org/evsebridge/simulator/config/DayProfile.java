package org.evsebridge.simulator.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.Schema;
import org.evsebridge.bridge.yaml.ValueKind;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.simulator.house.Profile;

/**
 * Watts over the day, inline or in a CSV file.
 *
 * @param watts by the phases that a single number of watts is spread over
 */
record DayProfile(Map<LocalTime, Function<Set<Phase>, PerPhase>> watts) {
  static final ValueKind<DayProfile> KIND = new InlineOrCsv();

  /** The profile of something on some phases. */
  Profile on(Set<Phase> phases) {
    Map<LocalTime, PerPhase> spread = new LinkedHashMap<>();
    watts.forEach((time, value) -> spread.put(time, value.apply(phases)));
    return new Profile(spread);
  }

  private record InlineOrCsv() implements ValueKind<DayProfile> {
    @Override
    public Optional<DayProfile> read(String key, YamlNode node, Problems problems) {
      Rows rows = new Rows(problems);
      int before = problems.count();
      if (node instanceof YamlNode.Mapping mapping) {
        mapping.entries().forEach(rows::entry);
      } else if (node instanceof YamlNode.Scalar scalar) {
        rows.csv(scalar);
      } else {
        problems.add(node.at(), "a profile is a block of times or the name of a CSV file");
      }
      if (rows.watts.isEmpty() && problems.count() == before) {
        problems.add(node.at(), "a profile needs at least one time");
      }
      return problems.count() == before
          ? Optional.of(new DayProfile(rows.watts))
          : Optional.empty();
    }

    @Override
    public String words() {
      return "a block of times of day and watts such as {\"18:00\": 2500}, or the name of a CSV"
          + " file beside this one whose first line is time,watts or time,L1,L2,L3";
    }

    @Override
    public Map<String, Object> schema(String key, Schema schema) {
      Map<String, Object> inline =
          Map.of(
              "type",
              "object",
              "minProperties",
              1,
              "patternProperties",
              Map.of("^ *" + Scalars.TIME_OF_DAY + " *$", Map.of("type", "number")),
              "additionalProperties",
              false);
      return Map.of("anyOf", List.of(inline, Map.of("type", "string")));
    }

    @Override
    public String write(DayProfile value) {
      return "";
    }
  }

  /** Collects the rows of a profile. */
  private static final class Rows {
    private final Problems problems;
    private final Map<LocalTime, Function<Set<Phase>, PerPhase>> watts = new LinkedHashMap<>();

    Rows(Problems problems) {
      this.problems = problems;
    }

    void entry(YamlNode.Entry entry) {
      String value = entry.value() instanceof YamlNode.Scalar scalar ? scalar.text() : "";
      row(entry.at(), List.of(entry.key(), value), false);
    }

    void csv(YamlNode.Scalar name) {
      Path file = Path.of(name.at().file()).resolveSibling(name.text());
      List<String> lines;
      try {
        lines = Files.readAllLines(file);
      } catch (IOException e) {
        problems.add(name.at(), "cannot read " + file + ": no such file, or it is not UTF-8 text");
        return;
      }
      String head = lines.isEmpty() ? "" : lines.get(0).replace(" ", "");
      boolean perPhase = head.equals("time,L1,L2,L3");
      if (!perPhase && !head.equals("time,watts")) {
        problems.add(
            new Position(file.toString(), 1, 1),
            "the first line must be time,watts or time,L1,L2,L3");
        return;
      }
      for (int i = 1; i < lines.size(); i++) {
        if (!lines.get(i).isBlank()) {
          Position at = new Position(file.toString(), i + 1, 1);
          row(at, List.of(lines.get(i).split(",", -1)), perPhase);
        }
      }
    }

    private void row(Position at, List<String> cells, boolean perPhase) {
      try {
        if (cells.size() != (perPhase ? 4 : 2)) {
          throw new NumberFormatException();
        }
        LocalTime time = LocalTime.parse(cells.get(0).trim());
        if (watts.putIfAbsent(time, perPhase ? each(cells) : together(cells)) != null) {
          problems.add(at, time + " stands here a second time");
        }
      } catch (NumberFormatException | DateTimeParseException e) {
        problems.add(
            at,
            "expected a time of day such as 18:30 and watts, found '"
                + String.join(",", cells)
                + "'");
      }
    }

    private static Function<Set<Phase>, PerPhase> each(List<String> cells) {
      PerPhase value =
          new PerPhase(number(cells.get(1)), number(cells.get(2)), number(cells.get(3)));
      return phases -> value;
    }

    private static Function<Set<Phase>, PerPhase> together(List<String> cells) {
      double all = number(cells.get(1));
      return phases -> PerPhase.on(phases, all / phases.size());
    }

    private static double number(String cell) {
      double watts = Double.parseDouble(cell.trim());
      if (!Double.isFinite(watts)) {
        throw new NumberFormatException();
      }
      return watts;
    }
  }
}
