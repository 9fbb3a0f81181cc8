package org.evsebridge.simulator.scenario;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.simulator.config.FaultRuleBlock;
import org.evsebridge.simulator.line.FaultRule;
import org.evsebridge.simulator.line.LineFaults;
import org.evsebridge.simulator.station.Station;

/** What is done to the lines of the charging modules. */
final class LineWords {
  private static final String FAULTS = "/lines/{line}/faults";
  private static final String ON_LINE = "(?: on (.+))?";

  static final List<Word> ALL =
      List.of(
          Word.of(
              "line cut for DURATION",
              "line cut for (\\S+)",
              "nothing gets through on any of the lines for so long",
              (m, s) -> Durations.parse(m.group(1)).map(d -> w -> w.cutLines(d))),
          Word.of(
                  "line fault NAME [KEY=VALUE …] [on LINE]",
                  "line fault ([a-z-]+(?: " + Pairs.PATTERN + ")?)" + ON_LINE,
                  "a fault of the line that the first charger hangs on, or of another, by the keys"
                      + " of a line's 'faults', such as line fault late by=300ms requests=5",
                  (m, s) ->
                      fault(Pairs.read(FaultRuleBlock.BLOCK, "fault=" + m.group(1)), m.group(2), s))
              .as("POST " + FAULTS),
          Word.of(
                  "no line fault NAME [on LINE]",
                  "no line fault ([a-z-]+)" + ON_LINE,
                  "ends those of a name",
                  (m, s) -> end(m.group(1), m.group(2), s))
              .as("DELETE " + FAULTS + "/{id}"),
          Word.of(
                  "no line faults [on LINE]",
                  "no line faults" + ON_LINE,
                  "ends all of them",
                  (m, s) -> on(m.group(1), s, (faults, world) -> faults.clear()))
              .as("DELETE " + FAULTS));

  private LineWords() {}

  private static Optional<Consumer<World>> fault(
      FaultRule rule, String line, Station.Models models) {
    return on(line, models, (faults, world) -> faults.add(rule, world.wires().now()));
  }

  private static Optional<Consumer<World>> end(String name, String line, Station.Models models) {
    if (!List.of(FaultRuleBlock.kinds().split(", ")).contains(name)) {
      throw new WrongValue(
          "there is no fault '" + name + "' of a line, only " + FaultRuleBlock.kinds());
    }
    return on(
        line,
        models,
        (faults, world) ->
            faults
                .active(world.wires().now())
                .forEach(
                    (id, rule) -> {
                      if (rule.text().matches(name + "\\b(?!-).*")) {
                        faults.remove(id);
                      }
                    }));
  }

  /**
   * Does something to the faults of a line.
   *
   * @param name null for that of the first charger
   */
  private static Optional<Consumer<World>> on(
      String name, Station.Models models, BiConsumer<LineFaults, World> what) {
    List<String> lines = models.lines();
    if (name != null && !lines.contains(name)) {
      throw new WrongValue(Action.noSuch("line", name, lines));
    }
    String line = name == null ? lines.get(0) : name;
    return Optional.of(world -> what.accept(world.wires().faults().get(line), world));
  }
}
