package org.evsebridge.simulator.scenario;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Placed;
import org.evsebridge.bridge.yaml.Rule;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.simulator.config.Scalars;
import org.evsebridge.simulator.controller.ControlRule;
import org.evsebridge.simulator.controller.Controller;
import org.evsebridge.simulator.controller.LoadBalancing;
import org.evsebridge.simulator.controller.Surplus;
import org.evsebridge.simulator.meter.MeterKind;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.Station;

/**
 * Who controls the chargers.
 *
 * @param rule what it reckons by, if it is ours
 * @param outside the program that it is, if it is one outside
 * @param targets the modules it controls: all, unless it is told which
 */
record ControllerSettings(
    Optional<ControlRule> rule,
    Optional<OutsideProgram> outside,
    List<Controller.ControlledModule> targets) {
  /** Nobody: the modules charge as they please. */
  static final ControllerSettings NONE =
      new ControllerSettings(Optional.empty(), Optional.empty(), List.of());

  private enum Kind {
    BALANCING,
    SURPLUS,
    EXTERNAL
  }

  private static final Key<Kind> RULE =
      Key.choice("rule", Kind.class)
          .or(Kind.BALANCING)
          .says(
              "the maker's load balancing, charging with what the panels give beyond the house, or"
                  + " a program outside that comes over the ports");

  private static final Key<Optional<Double>> FUSE =
      Key.number("fuse", LoadBalancing.LEAST_FUSE, LoadBalancing.MOST_FUSE)
          .optional("the house's")
          .says("A; balancing: what the main fuse carries on each phase")
          .such("25");

  private static final Key<Integer> PHASES =
      Key.whole("phases", 1, 3).or(3).says("surplus: how many phases the cars use");

  private static final Key<List<Placed<String>>> CHARGERS =
      Key.list("chargers", ScalarKind.TEXT.placed())
          .or("all", given -> List.of())
          .says("the names of the chargers that it drives");

  private static final Key<List<String>> COMMAND =
      Key.list("command", ScalarKind.TEXT)
          .or("none: somebody else starts it", given -> List.of())
          .says(
              "external: a program and its arguments; {p1-port} and {modbus-port} stand for the"
                  + " ports");

  private static final Key<Optional<String>> EVCC =
      Key.text("evcc")
          .optional("none")
          .says(
              "an evcc.yaml beside this file, with which evcc controls where one is given with"
                  + " --evcc; elsewhere 'rule' stands in for it. {p1-port}, {modbus-port},"
                  + " {http-port} (the control API) and {evcc-port} in it stand for ports")
          .such("evcc.yaml");

  private static final Key<Duration> SILENCE =
      Key.positive("silence")
          .or(Duration.ofMinutes(2))
          .says(
              "external with a command, or evcc: the run fails when for so long nothing is read or written"
                  + " through the gateway, from the start on");

  /** Its keys; what they mean depends on the station. */
  static final Block<Function<Station.Models, ControllerSettings>> BLOCK =
      Block.of(RULE, FUSE, PHASES, CHARGERS, COMMAND, EVCC, SILENCE)
          .rule(only(Kind.BALANCING, FUSE))
          .rule(only(Kind.SURPLUS, PHASES))
          .rule(only(Kind.EXTERNAL, COMMAND))
          .rule(
              Rule.of(
                  "'silence' belongs to 'command' or 'evcc'",
                  given -> !given.has(SILENCE) || given.has(COMMAND) || given.has(EVCC)))
          .rule(
              Rule.of(
                  "with 'evcc' the rule is one of ours, which stands in for it",
                  given -> !given.has(EVCC) || given.get(RULE) != Kind.EXTERNAL))
          .making(given -> models -> controller(given, models));

  private static Rule only(Kind kind, Key<?> key) {
    return new Rule(
        "'" + key.name() + "' belongs to 'rule: " + ScalarKind.choice(Kind.class).write(kind) + "'",
        given -> !given.has(key) || given.get(RULE) == kind,
        Optional.of(key));
  }

  private static ControllerSettings controller(Values given, Station.Models models) {
    Kind kind = given.get(RULE);
    MeterKind meter = models.meter().settings().kind();
    if (kind != Kind.EXTERNAL && meter != MeterKind.DSMR_5) {
      given.problem(
          RULE,
          "this rule reads " + MeterKind.DSMR_5 + " telegrams only, and the meter is " + meter);
    }
    return new ControllerSettings(
        switch (kind) {
          case BALANCING ->
              Optional.of(
                  new LoadBalancing(given.get(FUSE).orElse(models.house().connection().amperes())));
          case SURPLUS -> Optional.of(new Surplus(given.get(PHASES)));
          case EXTERNAL -> Optional.empty();
        },
        kind == Kind.EXTERNAL || given.has(EVCC)
            ? Optional.of(
                new OutsideProgram(
                    given.get(COMMAND),
                    given.get(EVCC).map(name -> beside(given, name)),
                    given.get(SILENCE)))
            : Optional.empty(),
        targets(given, models));
  }

  private static Path beside(Values given, String name) {
    Path file = Scalars.beside(given.at(EVCC), name);
    if (!Files.isReadable(file)) {
      given.problem(EVCC, "there is no readable file " + file);
    }
    return file;
  }

  /** The rule alone, where the program outside is not to be had. */
  ControllerSettings standIn() {
    return new ControllerSettings(rule, Optional.empty(), targets);
  }

  private static List<Controller.ControlledModule> targets(Values given, Station.Models models) {
    List<Controller.ControlledModule> targets = new ArrayList<>();
    for (Placed<String> name : given.get(CHARGERS)) {
      models
          .charger(name.value())
          .ifPresentOrElse(
              charger -> targets.add(target(charger)),
              () ->
                  given.problem(
                      name.at(),
                      "there is no charger '"
                          + name.value()
                          + "'; "
                          + Action.existing("charger", models.chargerNames())));
    }
    return targets.isEmpty()
        ? models.chargers().stream().map(ControllerSettings::target).toList()
        : targets;
  }

  private static Controller.ControlledModule target(Charger charger) {
    return new Controller.ControlledModule(
        charger.settings().line(), charger.module().address(), charger.settings().wiring());
  }
}
