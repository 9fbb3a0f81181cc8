package org.evsebridge.simulator.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.ExampleFile;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.bridge.yaml.Schema;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;
import org.evsebridge.simulator.config.EepromFile;
import org.evsebridge.simulator.config.RigBlock;
import org.evsebridge.simulator.config.RigFile;
import org.evsebridge.simulator.report.Seeds;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.station.StationSettings;
import org.evsebridge.simulator.time.SimulatedClock;

/** Reads a scenario's file. All that is wrong with it comes out together. */
public final class ScenarioReader {
  private static final Key<Optional<String>> NAME =
      Key.text("name")
          .optional("the file's name")
          .says("what reports call it")
          .such("The oven comes on");

  /** The station, or the file that holds it. */
  private sealed interface Rig {
    record Inline(RigFile rig) implements Rig {}

    record File(String name) implements Rig {}
  }

  private static final Key<Optional<Rig>> RIG =
      Key.of(
              "rig",
              Key.<Rig>either(
                      ScalarKind.of(
                          "the name of a rig.yaml", text -> Optional.of(new Rig.File(text))),
                      RigBlock.IN_SCENARIO.making(Rig.Inline::new))
                  .faultless())
          .optional("the default station")
          .says(
              "the station and the bridge's load guard, or a rig.yaml beside this file whose 'http'"
                  + " does not count")
          .such("{time: {start: 2026-11-23 18:00}}")
          .shown();

  private static final Key<Optional<Function<Station.Models, ControllerSettings>>> CONTROLLER =
      Key.of("controller", ControllerSettings.BLOCK)
          .optional("none: the modules charge as they please")
          .says("who controls the chargers")
          .such("{rule: balancing}");

  private static final Key<Boolean> RANDOM_TROUBLES =
      Key.onOff("random-troubles")
          .or(false)
          .says(
              "whether, by the seed, controllers wish too much or nonsense and then nothing more,"
                  + " the meter falls silent, modules lose power, and with a guard lines are cut"
                  + " and the bridge dies");

  private static final Key<Optional<Seeds>> SEEDS =
      Key.of("seeds", ScalarKind.of(Seeds.WORDS, Seeds::parse).pattern(Seeds.PATTERN))
          .optional("the station's own")
          .says(
              "runs once with each of these seeds, and tells how what was seen lies and which"
                  + " failed")
          .such("1-1000");

  private static final Key<Duration> FOR =
      Key.positive("for").says("how long the scenario runs, such as 30m").such("30m");

  private static final Key<List<Values>> EVENTS =
      Key.list("events", EventBlock.BLOCK)
          .or(List.of())
          .says("what happens")
          .such("[{at: \"18:05\", do: oven on}]");

  private static final Key<List<Values>> EXPECT =
      Key.list("expect", Block.partly(ExpectationBlock.BLOCK))
          .says("a scenario that expects nothing tests nothing")
          .such("[{always: grid <= 60 A}]");

  /** The keys of the whole file. */
  public static final Block<Values> BLOCK =
      Block.of(NAME, RIG, CONTROLLER, FOR, SEEDS, RANDOM_TROUBLES, EVENTS, EXPECT);

  /** The JSON Schema of the file. */
  public static String schema() {
    return Schema.of("A scenario of a simulated charging station", BLOCK);
  }

  /** A file that shows every key with its default. */
  public static String example() {
    return ExampleFile.of("Every key of a scenario, with its default.", BLOCK);
  }

  /** Everything that evcc does takes it so many times as long, seen from the station. */
  private static final int FASTEST_WITH_EVCC = 10;

  private final Path file;
  private final Values given;

  private ScenarioReader(Path file, Values given) {
    this.file = file;
    this.given = given;
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
    ScenarioReader reader = new ScenarioReader(file, BLOCK.values(documents.get(0), problems));
    Optional<RigFile> rig = reader.rig(problems);
    if (rig.isEmpty()) {
      problems.throwIfAny(); // nothing else can be judged without the station
    }
    Scenario scenario = reader.scenario(rig.orElseThrow());
    problems.throwIfAny();
    return scenario;
  }

  /** A program outside keeps real time; evcc's may be other than the station's. */
  private void requireSpeed(double speed, ControllerSettings controller) {
    boolean external = controller.outside().isPresent();
    boolean hasStandIn = controller.rule().isPresent();
    if (external && !hasStandIn && speed != 1) {
      given.problem(CONTROLLER, "an external controller keeps real time: 'speed' must be 1");
    }
    if (external && hasStandIn && speed > FASTEST_WITH_EVCC) {
      given.problem(
          CONTROLLER, "evcc's clock is real: 'speed' must be at most " + FASTEST_WITH_EVCC);
    }
  }

  /** The station; empty when it has problems. */
  private Optional<RigFile> rig(Problems problems) throws ConfigException {
    if (!given.has(RIG)) {
      return Optional.of(RigFile.DEFAULT);
    }
    Optional<Rig> rig = given.get(RIG);
    if (rig.isPresent() && rig.get() instanceof Rig.File other) {
      int before = problems.count();
      Optional<RigFile> read = RigFile.read(file.resolveSibling(other.name), problems);
      return read.filter(whole -> problems.count() == before);
    }
    return rig.map(inline -> ((Rig.Inline) inline).rig);
  }

  private Scenario scenario(RigFile rig) throws ConfigException {
    StationSettings station = rig.station();
    Station built =
        new Station(
            station, EepromFile::open, ZonedDateTime.now(SimulatedClock.ZONE), telegram -> {});
    Station.Models models = built.ask(m -> m);
    ControllerSettings controller =
        given.get(CONTROLLER).map(keys -> keys.apply(models)).orElse(ControllerSettings.NONE);
    boolean hasBridge = rig.bridge().guard().isPresent();
    Setting setting =
        Setting.of(models, new Cast(hasBridge, given.has(CONTROLLER), controller.outside()));
    boolean external = controller.outside().isPresent();
    boolean hasStandIn = controller.rule().isPresent();
    requireSpeed(station.time().speed(), controller);
    if ((!external || hasStandIn) && station.time().start().isEmpty()) {
      given.problem(given.at(), "'rig' needs 'time: {start: …}', so that each run is the same");
    }
    if (given.get(EVENTS).stream().flatMap(EventBlock::words).anyMatch(HouseWords::givesBattery)) {
      HouseWords.giveBattery(models); // the other words may speak of it
    }
    Duration runs = given.find(FOR).orElse(Duration.ZERO);
    List<Event> events =
        given.get(EVENTS).stream().map(event -> EventBlock.event(event, setting, runs)).toList();
    boolean needsBridge =
        events.stream().flatMap(event -> event.actions().stream()).anyMatch(Action::isOfBridge);
    events.stream()
        .flatMap(event -> event.actions().stream())
        .flatMapToDouble(action -> action.speed().stream())
        .forEach(speed -> requireSpeed(speed, controller));
    if (controller.outside().isPresent() && (needsBridge || given.has(SEEDS))) {
      given.problem(
          CONTROLLER, "with an external controller neither 'seeds' nor words for the bridge work");
    }
    Set<String> names = new LinkedHashSet<>();
    events.forEach(event -> names.addAll(event.names()));
    List<Expectation> expectations =
        given.find(EXPECT).orElse(List.of()).stream()
            .filter(Values::isWhole)
            .flatMap(one -> ExpectationBlock.expectation(one, setting, names, runs).stream())
            .toList();
    if (!external
        && expectations.stream().anyMatch(one -> one.condition().quantity().isOfOutside())) {
      given.problem(EXPECT, "'evcc' and 'http' ask programs outside, and none takes part here");
    }
    if (given.find(EXPECT).filter(List::isEmpty).isPresent()) {
      given.problem(EXPECT, "'expect' is missing: " + EXPECT.meaning());
    }
    return new Scenario(
        file,
        given.get(NAME).orElse(file.getFileName().toString()),
        station,
        rig.bridge().guard(),
        given.get(RANDOM_TROUBLES),
        given.get(SEEDS),
        controller,
        runs,
        events,
        expectations);
  }
}
