package org.evsebridge.simulator.scenario;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
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
import org.evsebridge.simulator.controller.TariffRule;
import org.evsebridge.simulator.meter.MeterKind;
import org.evsebridge.simulator.price.PriceOfDay;
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
    TARIFF,
    EXTERNAL
  }

  private static final Key<Kind> RULE =
      Key.choice("rule", Kind.class)
          .or(Kind.BALANCING)
          .says(
              "the maker's load balancing, charging with what the panels give beyond the house,"
                  + " charging while energy is cheap, or a program outside that comes over the"
                  + " ports");

  private static final Key<Optional<Double>> FUSE =
      Key.number("fuse", LoadBalancing.LEAST_FUSE, LoadBalancing.MOST_FUSE)
          .optional("the house's")
          .says("A; balancing, tariff: what the main fuse carries on each phase")
          .such("25");

  private static final Key<Integer> PHASES =
      Key.whole("phases", 1, 3).or(3).says("surplus: how many phases the cars use");

  private static final Key<Optional<Double>> PRICE_AT_MOST =
      Key.number("price-at-most", -100, 100)
          .optional("whatever it costs")
          .says("tariff: €/kWh; charges while energy from the grid costs no more")
          .such("0.20");

  private static final Key<Optional<Duration>> CHEAPEST =
      Key.positive("cheapest", Duration.ofDays(1))
          .optional("as long as it takes")
          .says("tariff: charges in the cheapest quarters of an hour, so long in all")
          .such("4h");

  private static final Key<Hours> BETWEEN =
      Key.of(
              "between",
              ScalarKind.of("two times of day such as 22:00-07:00", Hours::parse)
                  .pattern(Hours.PATTERN)
                  .written(Hours::text))
          .or(Hours.DAY)
          .says("tariff: in which hours 'cheapest' looks for them, over midnight if need be");

  private static final Key<Map<Integer, Integer>> LIMITS =
      Key.map(
              "limits",
              ScalarKind.whole(1, 2).pattern("[12]"),
              "is no register of the meter: 1 or 2",
              ScalarKind.whole(0, 63))
          .or(Map.of())
          .says("tariff: A at most, all cars together, while a register of the meter counts")
          .such("{1: 16, 2: 6}");

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
      Block.of(
              RULE,
              FUSE,
              PHASES,
              PRICE_AT_MOST,
              CHEAPEST,
              BETWEEN,
              LIMITS,
              CHARGERS,
              COMMAND,
              EVCC,
              SILENCE)
          .rule(
              Rule.of(
                  "'fuse' belongs to 'rule: balancing' and 'rule: tariff'",
                  given ->
                      !given.has(FUSE)
                          || given.get(RULE) == Kind.BALANCING
                          || given.get(RULE) == Kind.TARIFF))
          .rule(only(Kind.SURPLUS, PHASES))
          .rule(only(Kind.TARIFF, PRICE_AT_MOST))
          .rule(only(Kind.TARIFF, CHEAPEST))
          .rule(only(Kind.TARIFF, LIMITS))
          .rule(only(Kind.EXTERNAL, COMMAND))
          .rule(Rule.notBoth(PRICE_AT_MOST, CHEAPEST))
          .rule(Rule.belongs(BETWEEN, CHEAPEST))
          .rule(
              Rule.of(
                  "'rule: tariff' has 'price-at-most', 'cheapest' or 'limits'",
                  given ->
                      given.get(RULE) != Kind.TARIFF
                          || given.has(PRICE_AT_MOST)
                          || given.has(CHEAPEST)
                          || given.has(LIMITS)))
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
          case BALANCING -> Optional.of(balancing(given, models));
          case TARIFF ->
              Optional.of(
                  new TariffRule(
                      balancing(given, models), cheap(given, models), given.get(LIMITS)));
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

  private static LoadBalancing balancing(Values given, Station.Models models) {
    return new LoadBalancing(given.get(FUSE).orElse(models.house().connection().amperes()));
  }

  /** When energy is cheap enough. */
  private static IntPredicate cheap(Values given, Station.Models models) {
    boolean byPrice = given.has(PRICE_AT_MOST) || given.has(CHEAPEST);
    Optional<PriceOfDay> prices = models.bill().map(bill -> bill.prices().imported());
    if (!byPrice || prices.isEmpty()) {
      if (byPrice) {
        given.problem(RULE, "this needs 'prices' in 'rig'");
      }
      return secondOfDay -> true;
    }
    if (given.has(CHEAPEST)) {
      Hours hours = given.get(BETWEEN);
      return prices.get().cheapest(given.get(CHEAPEST).orElseThrow(), hours.from(), hours.to())
          ::contains;
    }
    double most = given.get(PRICE_AT_MOST).orElseThrow();
    return secondOfDay -> prices.get().at(secondOfDay) <= most;
  }

  private static Path beside(Values given, String name) {
    Path file = Scalars.beside(given.at(EVCC), name);
    if (!Files.isReadable(file)) {
      given.problem(EVCC, "there is no readable file " + file);
    }
    return file;
  }

  /** What its rule is called, if it is ours. */
  Optional<String> ruleName() {
    return rule.map(
            known ->
                known instanceof Surplus
                    ? Kind.SURPLUS
                    : known instanceof TariffRule ? Kind.TARIFF : Kind.BALANCING)
        .map(ScalarKind.choice(Kind.class)::write);
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
                      name.at(), Action.noSuch("charger", name.value(), models.chargerNames())));
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
