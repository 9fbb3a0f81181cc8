package org.evsebridge.bridge.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockTest {
  private enum Colour {
    RED,
    DARK_BLUE
  }

  private record Lamp(String name, int watts, Optional<Boolean> on) {}

  private static final Key<String> NAME = Key.text("name").says("what it is called").such("hall");
  private static final Key<Integer> WATTS = Key.whole("watts", 0, 20).or(5).says("when on");
  private static final Key<Optional<Boolean>> ON = Key.onOff("on").optional("as it was");
  private static final Block<Lamp> LAMP =
      Block.of(NAME, WATTS, ON)
          .making(given -> new Lamp(given.get(NAME), given.get(WATTS), given.get(ON)));

  private static final Key<Double> NUMBER = Key.number("number", -2, 2).or(0.5).says("a number");
  private static final Key<Duration> TIME = Key.positive("time").or(Duration.ofSeconds(1));
  private static final Key<Duration> LATE =
      Key.duration("late", Duration.ofSeconds(1), Duration.ofMinutes(2))
          .or("as 'time'", given -> given.get(TIME));
  private static final Key<Colour> COLOUR = Key.choice("colour", Colour.class).or(Colour.RED);
  private static final Key<List<Lamp>> LAMPS = Key.list("lamps", LAMP).or(List.of());
  private static final Key<List<Integer>> ROOMS =
      Key.list("rooms", "numbers of rooms", ScalarKind.whole(1, 9)).or(List.of());
  private static final Key<Map<Integer, Colour>> WALLS =
      Key.map("walls", ScalarKind.whole(1, 4), "is no wall", ScalarKind.choice(Colour.class))
          .or(Map.of());
  private static final Key<Optional<Object>> MAIN =
      Key.of("main", Key.<Object>either(ScalarKind.TEXT, LAMP)).optional();
  private static final Key<Optional<Placed<String>>> NOTE =
      Key.of("note", ScalarKind.TEXT.placed()).optional();
  private static final Block<Values> HOUSE =
      Block.of(NUMBER, TIME, LATE, COLOUR, LAMPS, ROOMS, WALLS, MAIN, NOTE)
          .rule(Rule.notBoth(LAMPS, MAIN))
          .rule(Rule.belongs(NOTE, ROOMS));

  private final Problems problems = new Problems();

  private Values house(String text) throws ConfigException {
    return HOUSE.read(YamlReader.read("f.yaml", text).get(0), problems).orElseThrow();
  }

  @Test
  void eachKeyComesAsWhatItIsDeclared() throws ConfigException {
    Values house =
        house(
            """
            number: -1.5
            time: 1m30s
            late: 2s
            colour: dark-blue
            lamps: [{name: hall, watts: 0x10, on: yes}, {name: '1'}]
            rooms: 3
            walls: {1: red, 4: dark-blue}
            note: x
            """);
    assertThat(house.get(NUMBER)).isEqualTo(-1.5);
    assertThat(house.get(TIME)).isEqualTo(Duration.ofSeconds(90));
    assertThat(house.get(LATE)).isEqualTo(Duration.ofSeconds(2));
    assertThat(house.get(COLOUR)).isEqualTo(Colour.DARK_BLUE);
    assertThat(house.get(LAMPS))
        .containsExactly(
            new Lamp("hall", 16, Optional.of(true)), new Lamp("1", 5, Optional.empty()));
    assertThat(house.get(ROOMS)).containsExactly(3);
    assertThat(house.get(WALLS)).isEqualTo(Map.of(1, Colour.RED, 4, Colour.DARK_BLUE));
    assertThat(house.get(NOTE)).contains(new Placed<>(new Position("f.yaml", 8, 7), "x"));
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void whatIsAbsentOrHoldsNothingHasItsDefault() throws ConfigException {
    Values house = house("number:\ntime: 3s\n");
    assertThat(house.has(NUMBER)).isFalse();
    assertThat(house.get(NUMBER)).isEqualTo(0.5);
    assertThat(house.get(LATE)).as("as 'time'").isEqualTo(Duration.ofSeconds(3));
    assertThat(house.get(LAMPS)).isEmpty();
    assertThat(house.get(MAIN)).isEmpty();
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void aValueOrABlockIsOneOrTheOther() throws ConfigException {
    assertThat(house("main: hall\n").get(MAIN)).contains("hall");
    assertThat(house("main: {name: hall}\n").get(MAIN))
        .contains(new Lamp("hall", 5, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          number: 3           | 1:9: 'number' must be a number from -2 to 2, found '3'
          number: NaN         | 1:9: 'number' must be a number from -2 to 2, found 'NaN'
          time: 0s            | 1:7: 'time' must be a duration longer than 0, such as 500ms, found '0s'
          late: 999ms         | 1:7: 'late' must be at least 1s
          late: 3m            | 1:7: 'late' must be 2m at most
          colour: blue        | 1:9: 'colour' must be one of red, dark-blue, found 'blue'
          colour: [red]       | 1:9: 'colour' must be one of red, dark-blue, found a list
          lamps: [{watts: 1}] | 1:9: 'name' is missing: what it is called
          lamps: [{name: a, watts: 21}] | 1:26: 'watts' must be a whole number from 0 to 20, found '21'
          lamps: [{name: a, on: maybe}] | 1:23: 'on' must be true or false, found 'maybe'
          lamps: [a]          | 1:9: expected a block of keys, found a single value
          rooms: [1, x, 2]    | 1:12: 'rooms' holds numbers of rooms
          walls: {5: red}     | 1:9: '5' is no wall
          walls: [red]        | 1:8: expected a block of keys, found a list
          colr: red           | 1:1: 'colr' is not known here; known are number, time, late, colour, lamps, rooms, walls, main, note; did you mean 'colour'?
          roof: red           | 1:1: 'roof' is not known here; known are number, time, late, colour, lamps, rooms, walls, main, note
          """)
  void whatIsWrongIsSaidWithItsPlaceAndTheRestIsRead(String text, String problem)
      throws ConfigException {
    house(text);
    assertThat(problems.all()).singleElement().asString().isEqualTo("f.yaml:" + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {lamps: [], main: x} | 1:19: give either 'lamps' or 'main', not both
          {note: x}            | 1:8: 'note' belongs to 'rooms'
          """)
  void aBlockWhoseRuleIsBrokenMakesNothing(String text, String problem) throws ConfigException {
    assertThat(HOUSE.read(YamlReader.read("f.yaml", text).get(0), problems)).isEmpty();
    assertThat(problems.all()).singleElement().asString().isEqualTo("f.yaml:" + problem);
  }

  @Test
  void allFaultsComeOutTogether() throws ConfigException {
    YamlNode node = YamlReader.read("f.yaml", "watts: 99\nwats: 1\nwatts: 1\n").get(0);
    assertThat(LAMP.read(node, problems)).as("a required key is missing").isEmpty();
    assertThat(problems.all())
        .extracting(Problem::toString)
        .containsExactly(
            "f.yaml:1:1: 'name' is missing: what it is called",
            "f.yaml:1:8: 'watts' must be a whole number from 0 to 20, found '99'",
            "f.yaml:2:1: 'wats' is not known here; known are name, watts, on; did you mean"
                + " 'watts'?",
            "f.yaml:3:1: 'watts' stands here a second time; the first is in line 1");
  }

  @Test
  void keysInCapitalsAreTakenOnlyWhereTheBlockSaysSo() throws ConfigException {
    YamlNode node = YamlReader.read("f.yaml", "{Name: a, WATTS: 3}").get(0);
    assertThat(LAMP.inAnyCase().read(node, problems)).contains(new Lamp("a", 3, Optional.empty()));
    assertThat(problems.all()).isEmpty();
    assertThat(LAMP.read(node, problems)).isEmpty();
    assertThat(problems.all()).hasSize(3);
  }

  @Test
  void blocksCanShareKeysAndRules() throws ConfigException {
    Block<String> both =
        Block.of(COLOUR)
            .and(LAMP)
            .making(given -> given.get(COLOUR) + " " + LAMP.from(given).watts());
    YamlNode node = YamlReader.read("f.yaml", "{name: a, colour: red, watts: 3}").get(0);
    assertThat(both.read(node, problems)).contains("RED 3");
  }

  @Test
  void aNumberWithLeadingZerosIsDecimal() {
    assertThat(ScalarKind.whole(0, 20).parser().apply("010")).contains(10);
    assertThat(ScalarKind.whole(0, 20).parser().apply("99999999999999999999")).isEmpty();
    assertThat(ScalarKind.whole(0, 20).parser().apply("1.0")).isEmpty();
  }

  @Test
  void theTableShowsEveryKey() {
    assertThat(KeyTable.of(LAMP))
        .isEqualTo(
            """
            | key | value | default | what for |
            |---|---|---|---|
            | `name` | a text | required | what it is called |
            | `watts` | a whole number from 0 to 20 | 5 | when on |
            | `on` | true or false | as it was |  |
            """);
    assertThat(KeyTable.of(HOUSE))
        .contains("| `lamps.name` |")
        .contains("| `late` | a duration such as 500ms or 1m30s, at least 1s, 2m at most |");
  }

  @Test
  void rulesStandBelowTheTableAsSentencesWithTheirPlace() {
    Block<Values> street =
        Block.of(Key.list("houses", HOUSE), NOTE)
            .rule(Rule.of("a street has a house", any -> true));
    assertThat(KeyTable.of(street))
        .doesNotContain("| | | |")
        .endsWith(
            """

            What does not fit together is refused, with these words:

            - `houses`: give either 'lamps' or 'main', not both
            - `houses`: 'note' belongs to 'rooms'
            - a street has a house
            """);
    assertThat(KeyTable.ofKeys(street))
        .doesNotContain("`houses`:")
        .endsWith("- a street has a house\n");
  }

  @Test
  void whatIsDeferredIsReadAndToldOfAsIfItStoodThereButNotBefore() throws ConfigException {
    List<String> asked = new ArrayList<>();
    ValueKind<Lamp> deferred =
        ValueKind.deferred(
            () -> {
              asked.add("now");
              return LAMP;
            });
    Key<List<Placed<Lamp>>> lampsNow = Key.list("lamps", LAMP.placed()).or(List.of());
    Key<List<Placed<Lamp>>> lampsLater = Key.list("lamps", deferred.placed()).or(List.of());
    Block<Values> now = Block.of(lampsNow, ON);
    Block<Values> later = Block.of(lampsLater, ON);
    later.read(YamlReader.read("f.yaml", "on: true").get(0), problems);
    assertThat(asked).isEmpty();
    YamlNode file = YamlReader.read("f.yaml", "lamps: [{name: hall}, {watts: 99}]").get(0);
    Problems others = new Problems();
    assertThat(later.values(file, problems).get(lampsLater))
        .isEqualTo(now.values(file, others).get(lampsNow))
        .hasSize(1);
    assertThat(problems.all()).isEqualTo(others.all()).isNotEmpty();
    assertThat(KeyTable.of(later)).isEqualTo(KeyTable.of(now));
    assertThat(Schema.of("a house", later)).isEqualTo(Schema.of("a house", now));
    assertThat(ExampleFile.of("a house", later)).isEqualTo(ExampleFile.of("a house", now));
  }

  @Test
  void theExampleShowsEveryKeyAndLoadsAsItIs() throws ConfigException {
    String example = ExampleFile.of("a house", Block.of(COLOUR, LAMPS.shown(), ON));
    assertThat(example).contains("colour: red\n", "name: hall\n", "watts: 5\n", "#on:");
    Block.of(COLOUR, LAMPS, ON).read(YamlReader.read("f.yaml", example).get(0), problems);
    assertThat(problems.all()).isEmpty();
  }
}
