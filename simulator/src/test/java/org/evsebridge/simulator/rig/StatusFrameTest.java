package org.evsebridge.simulator.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.simulator.rig.ChargerStatus.CarStatus;
import org.evsebridge.simulator.rig.Status.FuseStatus;
import org.evsebridge.simulator.terminal.WindowSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusFrameTest {
  private static final ChargerStatus STATION =
      charger("station", ModuleState.C, "C charging", "", 15.8, 32, car("three-phase-11kw", 41));
  private static final List<ChargerStatus> THREE =
      List.of(
          charger("left", ModuleState.C, "C charging", "", 15.8, 16, car("hybrid", 41)),
          charger("right", ModuleState.A, "A no car", "", 0, 32, Optional.empty()),
          charger("at-the-back", ModuleState.ERROR, "error", "no-earth", 0, 0, car("slow", 99.6)));

  private static Optional<CarStatus> car(String kind, double percent) {
    return Optional.of(new CarStatus(kind, percent));
  }

  private static ChargerStatus charger(
      String name,
      ModuleState state,
      String words,
      String causes,
      double amperes,
      int advertised,
      Optional<CarStatus> car) {
    return new ChargerStatus(name, state, words, causes, amperes, advertised, car, 1.25);
  }

  private static Status status(List<ChargerStatus> chargers, String pace, boolean oven) {
    Map<String, Boolean> appliances = new LinkedHashMap<>();
    appliances.put("oven", oven);
    appliances.put("boiler", true);
    return new Status(
        "18:03:12" + pace,
        List.of(
            new FuseStatus(Phase.L1, 33.4, 0.12),
            new FuseStatus(Phase.L2, 4, 0),
            new FuseStatus(Phase.L3, -0.3, 0)),
        25,
        chargers,
        appliances,
        List.of());
  }

  private static String frame(Status status, int chosen, int columns) {
    return String.join("\n", StatusFrame.of(status, chosen, new WindowSize(columns, 24)));
  }

  @Test
  void aTerminalOfEightyColumnsShowsTheDefaultRig() {
    assertThat(frame(status(List.of(STATION), "", false), 0, 80))
        .isEqualTo(
            """
            L1 33/25 A fuse 12 %  L2 4/25 A fuse 0 %  L3 0/25 A fuse 0 %  18:03:12
            on: boiler
            station  C charging  15.8 of 32 A  1.25 kWh  three-phase-11kw at 41 %
            p unplug the car, b press its button  o switch oven on  q quit""");
  }

  @Test
  void aTerminalOfFortyColumnsLosesNothingThatMatters() {
    assertThat(frame(status(List.of(STATION), " x60", true), 0, 40))
        .isEqualTo(
            """
            L1 33/25 L2 4/25 L3 0/25 A fuse 12 %
            18:03:12 x60  on: oven, boiler
            station C charging 16/32 A 41 %
            p unplug, b button  o oven off  q quit""");
  }

  @Test
  void aLongNameGivesWayToWhatTheKeysDo() {
    ChargerStatus behind =
        charger(
            "behind-the-house-on-the-left-side",
            ModuleState.A,
            "A no car",
            "",
            0,
            32,
            Optional.empty());
    assertThat(frame(status(List.of(STATION, behind), "", false), 1, 40))
        .contains("\nbehind-the-house-…: p plug in, b button\n");
  }

  @Test
  void eachChargerHasARowAndTheKeysNameTheOneThatTheyActOn() {
    assertThat(frame(status(THREE, " paused", true), 2, 80))
        .isEqualTo(
            """
            L1 33/25 A fuse 12 %  L2 4/25 A fuse 0 %  L3 0/25 A fuse 0 %  18:03:12 paused
            on: oven, boiler
             1 left         C charging       15.8 of 16 A  1.25 kWh  hybrid at 41 %
             2 right        A no car          0.0 of 32 A  1.25 kWh
            >3 at-the-back  error: no-earth   0.0 of 0 A   1.25 kWh  slow at 100 %
            at-the-back: p unplug, b button  o oven off  1-3,Tab charger  q quit""");
    assertThat(frame(status(THREE, "", true), 0, 132))
        .endsWith(
            "left: p unplug the car, b press its button  o switch oven off"
                + "  1-3 or Tab another charger  q quit");
    assertThat(frame(status(THREE, "", true), 1, 40))
        .isEqualTo(
            """
            L1 33/25 L2 4/25 L3 0/25 A fuse 12 %
            18:03:12  on: oven, boiler
             1 left        C charging 16/16 A 41 %
            >2 right       A no car   0/32 A
             3 at-the-back error      0/0 A   100 %
            right: p plug in, b button  o oven off
            1-3,Tab charger  q quit""");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 41, 50, 60, 72, 80, 100, 132, 200})
  void noLineIsWiderThanTheTerminalAndTheStateIsAlwaysThereInWords(int columns) {
    for (int chargers = 1; chargers <= 12; chargers++) {
      List<ChargerStatus> many =
          IntStream.range(0, chargers)
              .mapToObj(
                  i ->
                      charger(
                          "a-charger-with-a-long-name-" + i,
                          ModuleState.B,
                          "B car asks nothing",
                          "",
                          0,
                          16,
                          car("hybrid", 100)))
              .toList();
      List<String> lines =
          StatusFrame.of(status(many, " x1e+05", true), chargers - 1, new WindowSize(columns, 30));
      assertThat(lines).allMatch(line -> line.length() < columns);
      assertThat(lines.stream().filter(line -> line.contains("B car asks nothing")))
          .hasSize(chargers);
    }
  }

  @Test
  void aLowTerminalShowsTheChosenChargerAndTheKeys() {
    List<String> lines = StatusFrame.of(status(THREE, "", true), 2, new WindowSize(80, 6));
    assertThat(lines).hasSize(5);
    assertThat(lines.get(3)).startsWith(">3 at-the-back");
    assertThat(lines.get(4)).endsWith("q quit");
  }

  @Test
  void aBlownFuseIsNamedAndHasAKey() {
    Status blown =
        new Status(
            "18:03:12",
            List.of(new FuseStatus(Phase.L1, 0, 1), new FuseStatus(Phase.L2, 4, 0.5)),
            25,
            List.of(STATION),
            Map.of(),
            List.of());
    assertThat(frame(blown, 0, 40)).startsWith("L1 blown").contains("f new fuses");
    assertThat(frame(status(List.of(STATION), "", false), 0, 40)).doesNotContain("f new");
  }

  @Test
  void everyChangeIsALineWithTheNameWhereThereAreSeveralChargers() {
    Status before = status(THREE, "", false);
    List<ChargerStatus> after =
        List.of(
            THREE.get(0),
            charger("right", ModuleState.B, "B car connected", "", 0, 32, car("slow", 20)),
            THREE.get(2));
    Status then =
        new Status(
            "18:03:13",
            before.fuses(),
            25,
            after,
            status(THREE, "", true).appliances(),
            List.of("the main fuse of L1 blows at 41.0 A"));
    assertThat(then.changesSince(before))
        .containsExactly(
            "right: car plugged in, state A -> B, 32 A advertised",
            "on: oven, boiler",
            "the main fuse of L1 blows at 41.0 A");
    assertThat(before.changesSince(before)).isEmpty();
  }
}
