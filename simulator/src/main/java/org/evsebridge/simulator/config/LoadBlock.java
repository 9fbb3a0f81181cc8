package org.evsebridge.simulator.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Rule;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.simulator.house.Connection;
import org.evsebridge.simulator.house.LoadSettings;

/** An entry of {@code house.loads}. */
final class LoadBlock {
  private static final double MAX_AMPERES = 1000;
  private static final double MAX_WATTS = 250_000;

  private static final Key<String> NAME =
      Key.text("name").or("").says("what scenarios and the control API call it").such("oven");

  private static final Key<Optional<Double>> AMPERES =
      Key.number("amperes", 0, MAX_AMPERES)
          .optional()
          .says("A; what it draws from each of its phases")
          .such("16");

  private static final Key<Optional<Double>> WATTS =
      Key.number("watts", 0, MAX_WATTS)
          .optional()
          .says("W; what it draws from all its phases together")
          .such("3680");

  private static final Key<Optional<DayProfile>> PROFILE =
      Key.of("profile", DayProfile.KIND)
          .optional()
          .says("W over the day, for one that follows it")
          .such("{\"00:00\": 200, \"18:00\": 2500}");

  private static final Key<Double> NOISE =
      Key.number("noise", 0, 1).or(0.0).says("by what share the profile goes up and down");

  private static final Key<Optional<Boolean>> SWITCHED =
      Key.onOff("switched")
          .optional("off where it has 'hours' or a 'start', and no switch otherwise")
          .says("gives it a switch, and says how it stands at first");

  private static final Key<List<LoadSettings.Hours>> HOURS =
      Key.list(
              "hours",
              ScalarKind.of("two times of day such as 23:00-01:30", LoadBlock::hours)
                  .pattern(Scalars.HOURS))
          .or(List.of())
          .says("when it switches itself on, over midnight if the second is not later");

  private static final Key<Double> START_AMPERES =
      Key.of(
              "amperes",
              ScalarKind.number(0, MAX_AMPERES).check(a -> a > 0, "'%s' must be more than 0"))
          .says("A; on each of its phases")
          .such("18");

  private static final Key<Duration> START_FOR =
      Key.positive("for").says("how long it draws that").such("300ms");

  private static final Key<Optional<Values>> START =
      Key.of("start", Block.of(START_AMPERES, START_FOR))
          .optional()
          .says("what a motor draws when it starts")
          .such("{amperes: 18, for: 300ms}");

  static final Block<Function<Connection, LoadSettings>> BLOCK =
      Block.of(NAME, PhasesKey.PHASES, AMPERES, WATTS, PROFILE, NOISE, SWITCHED, HOURS, START)
          .rule(
              Rule.of(
                  "a load has 'amperes' (of each phase), 'watts' (together) or 'profile'",
                  given -> Stream.of(AMPERES, WATTS, PROFILE).filter(given::has).count() == 1))
          .rule(
              Rule.of(
                  "a load with a switch needs a 'name'",
                  given -> !hasSwitch(given) || !given.get(NAME).isEmpty()))
          .rule(
              Rule.of(
                  "a load follows its 'profile' or has a switch, not both",
                  given -> !hasSwitch(given) || !given.has(PROFILE)))
          .making(given -> connection -> load(given, connection));

  private LoadBlock() {}

  private static boolean hasSwitch(Values given) {
    return given.has(SWITCHED) || given.has(HOURS) || given.has(START);
  }

  private static Optional<LoadSettings.Hours> hours(String text) {
    return Scalars.hours(text).map(ends -> new LoadSettings.Hours(ends.get(0), ends.get(1)));
  }

  private static LoadSettings load(Values given, Connection connection) {
    Set<Phase> phases = PhasesKey.of(given, connection);
    double watts = given.get(WATTS).orElse(0.0) / Phase.NOMINAL_VOLTS / phases.size();
    return new LoadSettings(
        given.get(NAME),
        PerPhase.on(phases, given.get(AMPERES).orElse(watts)),
        hasSwitch(given),
        given.get(SWITCHED).orElse(false),
        given.get(START).map(start -> start(start, phases)).orElse(LoadSettings.Start.NONE),
        given.get(HOURS),
        given.get(PROFILE).map(day -> day.on(phases)),
        given.get(NOISE));
  }

  private static LoadSettings.Start start(Values given, Set<Phase> phases) {
    return new LoadSettings.Start(
        PerPhase.on(phases, given.get(START_AMPERES)), given.get(START_FOR));
  }
}
