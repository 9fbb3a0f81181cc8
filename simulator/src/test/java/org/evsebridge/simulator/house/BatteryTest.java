package org.evsebridge.simulator.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlReader;
import org.evsebridge.simulator.config.HouseBlock;
import org.evsebridge.simulator.testing.SchemaJudges;
import org.evsebridge.simulator.time.SimulatedClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The battery of a house, which has no other loads than what the test lets the chargers draw. */
class BatteryTest {
  private static final Offset<Double> WATTS = within(1.0);

  private final SimulatedClock clock =
      new SimulatedClock(ZonedDateTime.parse("2026-11-23T18:00:00+01:00[Europe/Amsterdam]"));

  private House houseWith(String battery) throws Exception {
    return house("{loads: [], battery: " + battery + "}");
  }

  private House house(String yaml) throws ConfigException {
    Problems problems = new Problems();
    Optional<HouseSettings> settings =
        HouseBlock.BLOCK.read(YamlReader.read("rig.yaml", yaml).get(0), problems);
    problems.throwIfAny();
    return settings.orElseThrow().build(clock, 1);
  }

  private void pass(House house, Duration time, PerPhase drawn) {
    for (long i = time.dividedBy(SimulatedClock.STEP); i > 0; i--) {
      clock.tick(SimulatedClock.STEP);
      house.tick(SimulatedClock.STEP, drawn);
    }
  }

  private static double grid(House house) {
    return house.flow().watts().sum();
  }

  @Test
  void aHouseHasNoneUnlessItIsTold() throws Exception {
    House house = house("{loads: []}");
    pass(house, Duration.ofSeconds(1), PerPhase.all(10));
    assertThat(house.battery().settings()).isEmpty();
    assertThat(house.flow().amperes()).isEqualTo(PerPhase.all(10));
  }

  @ParameterizedTest
  @CsvSource({
    "normal, 20, 0, 0, 4540",
    "normal, 30, 0, 0, 5000",
    "normal, -3, -3, -3, -2075",
    "hold, 9, 9, 9, 0",
    "hold, -3, -3, -3, -2075",
    "charge, 3, 0, 0, -5000",
    "charge, -3, -3, -3, -5000",
    "holdcharge, -3, -3, -3, 0",
    "holdcharge, 6, 0, 0, 1373",
  })
  void seesToItThatNothingPassesTheConnectionAsFarAsItsPowerAndModeAllow(
      String mode, double l1, double l2, double l3, double gives) throws Exception {
    House house = houseWith("{capacity: 10, mode: " + mode + "}");
    PerPhase drawn = new PerPhase(l1, l2, l3);
    pass(house, Duration.ofSeconds(1), drawn);
    assertThat(house.battery().watts()).isCloseTo(gives, within(10.0));
    assertThat(grid(house)).isCloseTo(drawn.sum() * 230 - gives, within(150.0));
  }

  @Test
  void itLooksAtTheSumOfThePhasesAndGivesOnEachAlike() throws Exception {
    House house = houseWith("{capacity: 10}");
    pass(house, Duration.ofSeconds(1), new PerPhase(12, 0, 0));
    assertThat(grid(house)).isCloseTo(0, WATTS);
    assertThat(house.flow().amperes().l1()).isCloseTo(8, within(0.2));
    assertThat(house.flow().amperes().l2()).isCloseTo(-4, within(0.1));
    assertThat(house.flow().amperes().l3()).isCloseTo(-4, within(0.1));
  }

  @Test
  void itGivesDownToItsLeastAndTakesUpToItsMost() throws Exception {
    House house = houseWith("{capacity: 1, soc: 50, min-soc: 40, max-soc: 60, power: 1000}");
    pass(house, Duration.ofMinutes(10), PerPhase.all(5));
    assertThat(house.battery().percent()).isCloseTo(40, within(0.01));
    assertThat(house.battery().watts()).isZero();
    assertThat(house.battery().dischargedKwh()).isCloseTo(0.1, within(0.001));
    pass(house, Duration.ofMinutes(20), PerPhase.all(-5));
    assertThat(house.battery().percent()).isCloseTo(60, within(0.01));
    assertThat(house.battery().watts()).isZero();
  }

  @Test
  void whatItTakesItGivesAgainButForWhatIsLost() throws Exception {
    House house = houseWith("{capacity: 1, soc: 50, efficiency: 0.8, power: 1000}");
    pass(house, Duration.ofMinutes(15), PerPhase.all(-5));
    assertThat(house.battery().chargedKwh()).isCloseTo(0.25, within(0.001));
    assertThat(house.battery().percent()).isCloseTo(70, within(0.1));
  }

  @Test
  void behindADeadPhaseItGivesOnTheOthersAndInADeadHouseNothing() throws Exception {
    House house = houseWith("{capacity: 10, mode: hold}");
    pass(house, Duration.ofMinutes(5), new PerPhase(200, 5, 5));
    assertThat(house.blownFuses()).hasSize(1);
    house.battery().change(mode(BatterySettings.Mode.NORMAL));
    pass(house, Duration.ofSeconds(1), PerPhase.all(5));
    assertThat(house.battery().watts()).isCloseTo(2 * 5 * 230, within(20.0));
    assertThat(house.flow().amperes().l1()).isZero();
    assertThat(grid(house)).isCloseTo(0, WATTS);
    pass(house, Duration.ofMinutes(5), new PerPhase(0, 200, 200));
    pass(house, Duration.ofSeconds(1), PerPhase.all(5));
    assertThat(house.battery().watts()).isZero();
    assertThat(house.flow().amperes()).isEqualTo(PerPhase.ZERO);
  }

  private static Battery.Change mode(BatterySettings.Mode mode) {
    Optional<Double> asItIs = Optional.empty();
    return new Battery.Change(asItIs, asItIs, asItIs, asItIs, asItIs, asItIs, Optional.of(mode));
  }

  @Test
  void whatDoesNotFitIsSaid() throws Exception {
    SchemaJudges.rig("house: {battery: {capacity: 10, min-soc: 20, max-soc: 80}}");
    assertThatThrownBy(() -> houseWith("{capacity: 10, min-soc: 90, max-soc: 80}"))
        .hasMessageContaining("'min-soc' is at most 'max-soc'");
    assertThatThrownBy(() -> houseWith("{soc: 10}")).hasMessageContaining("'capacity'");
  }
}
