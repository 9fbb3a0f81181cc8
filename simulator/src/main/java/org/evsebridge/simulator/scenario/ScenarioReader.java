package org.evsebridge.simulator.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;
import org.evsebridge.simulator.config.EepromFile;
import org.evsebridge.simulator.config.StationBlock;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.station.StationSettings;
import org.evsebridge.simulator.time.SimulatedClock;

/** Reads a scenario's file. All that is wrong with it comes out together. */
public final class ScenarioReader {
  private static final String CONDITION =
      "a quantity, one of <= >= == != < > and a number in the quantity's unit, such as grid <= 25 A";
  private static final String TIME = "a time of day such as 18:05, or a duration since the start";

  private final Problems problems;
  private final Station.Models models;
  private final ZonedDateTime start;
  private final Set<String> events = new LinkedHashSet<>();

  private ScenarioReader(Problems problems, Station.Models models) {
    this.problems = problems;
    this.models = models;
    this.start = models.clock().instant().atZone(models.clock().zone());
  }

  /**
   * @throws ConfigException with everything that is wrong with the file
   */
  public static Scenario read(Path file) throws ConfigException {
    Problems problems = new Problems();
    List<YamlNode> documents = YamlReader.read(file);
    if (documents.size() != 1) {
      problems.add(new Position(file.toString(), 1, 1), "a scenario's file has one YAML document");
    }
    problems.throwIfAny();
    Fields top = Fields.of(documents.get(0), problems);
    StationSettings station = station(top, file, problems);
    problems.throwIfAny(); // nothing else can be judged without the station
    Station built =
        new Station(
            station, EepromFile::open, ZonedDateTime.now(SimulatedClock.ZONE), telegram -> {});
    Scenario scenario =
        new ScenarioReader(problems, built.ask(models -> models)).rest(top, file, station);
    problems.throwIfAny();
    return scenario;
  }

  private static StationSettings station(Fields top, Path file, Problems problems)
      throws ConfigException {
    Optional<YamlNode> rig = top.node("rig");
    Path base = file;
    if (rig.isPresent() && rig.get() instanceof YamlNode.Scalar other) {
      List<YamlNode> documents = YamlReader.read(file.resolveSibling(other.text()));
      rig = documents.stream().findFirst();
      base = file.resolveSibling(other.text());
    }
    if (rig.isEmpty()) {
      return StationSettings.DEFAULT;
    }
    Fields fields = Fields.of(rig.get(), problems);
    StationSettings station =
        StationBlock.read(fields, base.toAbsolutePath().getParent(), problems);
    if (!base.equals(file)) {
      List.of("bridge", "http").forEach(fields::node); // what a scenario has no use for
    }
    fields.done();
    return station;
  }

  private Scenario rest(Fields top, Path file, StationSettings station) {
    String name = top.text("name").orElse(file.getFileName().toString());
    Position controllerAt = top.at("controller");
    ControllerSettings controller =
        top.block("controller")
            .map(block -> ControllerSettings.parse(block, models))
            .orElse(ControllerSettings.NONE);
    if (controller.isExternal() && station.time().speed() != 1) {
      problems.add(controllerAt, "an external controller keeps real time: 'speed' must be 1");
    }
    if (!controller.isExternal() && station.time().start().isEmpty()) {
      problems.add(top.at(), "'rig' needs 'time: {start: …}', so that each run is the same");
    }
    if (!top.has("for")) {
      problems.add(top.at(), "'for' is missing: how long the scenario runs, such as 30m");
    }
    Position forAt = top.at("for");
    Optional<Duration> given = top.duration("for");
    if (given.filter(Duration::isZero).isPresent()) {
      problems.add(forAt, "'for' must be more than 0s");
    }
    Duration runs = given.orElse(Duration.ZERO);
    List<Event> read = new ArrayList<>();
    for (YamlNode node : top.list("events")) {
      event(Fields.of(node, problems), runs).ifPresent(read::add);
    }
    List<Expectation> expectations = new ArrayList<>();
    Position expectAt = top.at("expect");
    List<YamlNode> expected = top.list("expect");
    for (YamlNode node : expected) {
      expectation(Fields.of(node, problems), runs).ifPresent(expectations::add);
    }
    if (expected.isEmpty()) {
      problems.add(expectAt, "'expect' is missing: a scenario that expects nothing tests nothing");
    }
    top.done();
    return new Scenario(file, name, station, controller, runs, read, expectations);
  }

  private Optional<Event> event(Fields fields, Duration runs) {
    if (fields.has("at") == fields.has("when")) {
      problems.add(fields.at(), "an event has either 'at' or 'when'");
    }
    if (!fields.has("do")) {
      problems.add(fields.at(), "an event needs 'do': one of " + Action.forms());
    }
    Position atAt = fields.at("at");
    Optional<Duration> at = fields.value("at", TIME, text -> Moment.parse(text, start));
    if (!runs.isZero() && at.filter(time -> time.compareTo(runs) >= 0).isPresent()) {
      problems.add(
          atAt, "this event would be after the end: the run is over in " + Durations.format(runs));
    }
    Optional<Condition> when = condition(fields, "when");
    List<Action> actions = new ArrayList<>();
    for (YamlNode node : fields.list("do")) {
      String text = node instanceof YamlNode.Scalar scalar ? scalar.text() : node.kind();
      Action.parse(text, models)
          .ifPresentOrElse(
              actions::add,
              () ->
                  problems.add(
                      node.at(),
                      "'" + text + "' cannot be done here; known are " + Action.known(models)));
    }
    Event event = new Event(fields.text("name"), at, when, actions);
    fields.done();
    events.addAll(event.names());
    return Optional.of(event);
  }

  private Optional<Condition> condition(Fields fields, String key) {
    Position at = fields.at(key);
    Optional<String> text = fields.text(key);
    Optional<Condition> condition = text.flatMap(t -> Condition.parse(t, models));
    if (text.isPresent() && condition.isEmpty()) {
      problems.add(
          at, "'" + text.get() + "' is not " + CONDITION + "; quantities are " + Quantity.KNOWN);
    }
    return condition;
  }

  private Optional<Expectation> expectation(Fields fields, Duration runs) {
    long kinds = List.of("always", "once", "end", "that").stream().filter(fields::has).count();
    if (kinds != 1) {
      problems.add(fields.at(), "an expectation has one of 'always', 'that', 'once' and 'end'");
    }
    boolean isOnce = fields.has("once");
    Moment from = new Moment.At(Duration.ZERO);
    StringBuilder text = new StringBuilder();
    if (fields.has("after")) {
      from = after(fields, text, isOnce);
    } else if (fields.has("from")) {
      from = moment(fields, "from", text, from);
    }
    boolean hasTo = fields.has("to");
    Position toAt = fields.at("to");
    Moment to = moment(fields, "to", text, new Moment.At(runs));
    if (isOnce && from instanceof Moment.After after && !after.delay().isZero()) {
      if (hasTo) {
        problems.add(toAt, "'once' has either 'within' or 'to', which both end it");
      }
      to = after;
      from = new Moment.After(after.event(), Duration.ZERO);
    }
    for (Expectation.Kind kind : Expectation.Kind.values()) {
      Optional<Condition> condition = condition(fields, kind.name().toLowerCase(Locale.ROOT));
      if (condition.isPresent()) {
        fields.node("that");
        fields.done();
        return Optional.of(expectation(kind, condition.get(), from, to, text));
      }
    }
    Optional<Condition> that = condition(fields, "that");
    fields.done();
    Moment begins = from;
    Moment ends = to;
    return that.map(c -> expectation(Expectation.Kind.ALWAYS, c, begins, ends, text));
  }

  private static Expectation expectation(
      Expectation.Kind kind, Condition condition, Moment from, Moment to, StringBuilder window) {
    String when =
        switch (kind) {
          case ALWAYS -> window.isEmpty() ? "always " : "";
          case ONCE -> "once ";
          case END -> "at the end ";
        };
    String text = when + condition.text() + window;
    return new Expectation(kind, condition, from, to, text);
  }

  /**
   * {@code after: oven on} with {@code within: 10s}: by then it must be so, for good, or have been
   * so once.
   */
  private Moment after(Fields fields, StringBuilder text, boolean isOnce) {
    Position at = fields.at("after");
    String event = fields.text("after").orElse("");
    if (!events.contains(event)) {
      problems.add(
          at,
          "no event is named '"
              + event
              + (events.isEmpty()
                  ? "'; there are none"
                  : "'; events are " + String.join(", ", events)));
    }
    Duration within = fields.duration("within").orElse(Duration.ZERO);
    String from = (isOnce ? " within " : ", from ") + Durations.format(within);
    text.append(within.isZero() ? "" : from)
        .append(" after '")
        .append(event)
        .append(isOnce && !within.isZero() ? "'" : "' on");
    return new Moment.After(event, within);
  }

  /** A time, or the name of an event. */
  private Moment moment(Fields fields, String key, StringBuilder text, Moment usual) {
    Optional<Moment> moment =
        fields.value(
            key,
            TIME + ", or an event's name",
            value -> {
              text.append(' ').append(key).append(' ').append(value);
              return events.contains(value)
                  ? Optional.of(new Moment.After(value, Duration.ZERO))
                  : Moment.parse(value, start).map(Moment.At::new);
            });
    return moment.orElse(usual);
  }
}
