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
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.simulator.house.Profile;

/**
 * Reads watts over the day: inline as {@code {"00:00": 200, "18:00": 2500}}, or the name of a CSV
 * file (beside the file that names it) whose first line is {@code time,watts} or {@code
 * time,L1,L2,L3}.
 */
final class ProfileReader {
  private final Set<Phase> phases;
  private final Fields fields;
  private final Map<LocalTime, PerPhase> watts = new LinkedHashMap<>();
  private boolean faulty;

  private ProfileReader(Set<Phase> phases, Fields fields) {
    this.phases = phases;
    this.fields = fields;
  }

  /**
   * @param phases what a single number of watts is spread over
   * @param fields gets the problems
   * @return empty when there was any
   */
  static Optional<Profile> read(YamlNode node, Set<Phase> phases, Fields fields) {
    ProfileReader reader = new ProfileReader(phases, fields);
    if (node instanceof YamlNode.Mapping mapping) {
      mapping.entries().forEach(reader::entry);
    } else if (node instanceof YamlNode.Scalar scalar) {
      reader.csv(scalar);
    } else {
      reader.problem(node.at(), "a profile is a block of times or the name of a CSV file");
    }
    if (reader.watts.isEmpty() && !reader.faulty) {
      reader.problem(node.at(), "a profile needs at least one time");
    }
    return reader.faulty ? Optional.empty() : Optional.of(new Profile(reader.watts));
  }

  private void problem(Position at, String text) {
    faulty = true;
    fields.problem(at, text);
  }

  private void entry(YamlNode.Entry entry) {
    String value = entry.value() instanceof YamlNode.Scalar scalar ? scalar.text() : "";
    row(entry.at(), List.of(entry.key(), value), false);
  }

  private void csv(YamlNode.Scalar name) {
    Path file = Path.of(name.at().file()).resolveSibling(name.text());
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      problem(name.at(), "cannot read " + file + ": no such file, or it is not UTF-8 text");
      return;
    }
    String head = lines.isEmpty() ? "" : lines.get(0).replace(" ", "");
    boolean perPhase = head.equals("time,L1,L2,L3");
    if (!perPhase && !head.equals("time,watts")) {
      problem(
          new Position(file.toString(), 1, 1),
          "the first line must be time,watts or time,L1,L2,L3");
      return;
    }
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        row(
            new Position(file.toString(), i + 1, 1),
            List.of(lines.get(i).split(",", -1)),
            perPhase);
      }
    }
  }

  private void row(Position at, List<String> cells, boolean perPhase) {
    try {
      if (cells.size() != (perPhase ? 4 : 2)) {
        throw new NumberFormatException();
      }
      LocalTime time = LocalTime.parse(cells.get(0).trim());
      PerPhase value =
          perPhase
              ? new PerPhase(number(cells.get(1)), number(cells.get(2)), number(cells.get(3)))
              : PerPhase.on(phases, number(cells.get(1)) / phases.size());
      if (watts.putIfAbsent(time, value) != null) {
        problem(at, time + " stands here a second time");
      }
    } catch (NumberFormatException | DateTimeParseException e) {
      problem(
          at,
          "expected a time of day such as 18:30 and watts, found '"
              + String.join(",", cells)
              + "'");
    }
  }

  private static double number(String cell) {
    double watts = Double.parseDouble(cell.trim());
    if (!Double.isFinite(watts)) {
      throw new NumberFormatException();
    }
    return watts;
  }
}
