package org.evsebridge.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sun, clouds and loads changed while the rig runs. */
class HouseRoutesTest {
  private Served served;

  @BeforeEach
  void start() throws Exception {
    served = new Served(Optional.empty());
    served.ask("PATCH", "/clock", "{\"now\": \"2026-06-21 13:40\"}");
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private void sun(String body) throws Exception {
    assertThat(served.ask("PATCH", "/house/sun", body).statusCode()).as(body).isEqualTo(204);
    served.run("1s");
  }

  private double house(String path) throws Exception {
    return served.get("/house").at(path).asDouble();
  }

  @Test
  void aHouseWithoutPanelsGetsSomeAndCloudsTakeTheirShare() throws Exception {
    assertThat(house("/sunWatts")).isZero();
    sun("{\"peak\": 6000}");
    double clear = house("/sunWatts");
    assertThat(clear).isBetween(5000.0, 6000.0);
    assertThat(house("/watts")).as("more than the house draws").isNegative();
    sun("{\"clouds\": 0.75}");
    assertThat(house("/sunWatts")).isCloseTo(clear / 4, within(clear * 0.02));
    assertThat(house("/sun/peak")).as("what is not told stays").isEqualTo(6000);
  }

  @Test
  void aPowerHoldsWhateverTheSkyDoesUntilTheSunIsAsBefore() throws Exception {
    sun("{\"watts\": 3450}");
    assertThat(house("/sunWatts")).isCloseTo(3450, within(30.0));
    served.ask("PATCH", "/clock", "{\"now\": \"2026-12-24 23:00\"}");
    served.run("1s");
    assertThat(house("/sunWatts")).isCloseTo(3450, within(30.0));
    assertThat(served.ask("DELETE", "/house/sun", "").statusCode()).isEqualTo(204);
    served.run("1s");
    assertThat(house("/sunWatts")).isZero();
    assertThat(served.get("/house").at("/sun/watts").isNull()).isTrue();
  }

  @Test
  void aHouseWithoutABatteryGetsOneByItsCapacityAndLosesItAgain() throws Exception {
    assertThat(served.get("/house").get("battery").isNull()).isTrue();
    battery("{\"capacity\": 10, \"soc\": 40}");
    assertThat(house("/watts")).as("it gives what the house draws").isCloseTo(0, within(5.0));
    assertThat(house("/battery/watts")).isCloseTo(621, within(10.0));
    battery("{\"mode\": \"hold\"}");
    assertThat(house("/battery/watts")).isZero();
    assertThat(house("/watts")).isCloseTo(621, within(10.0));
    assertThat(house("/battery/soc")).as("what is not told stays").isCloseTo(40, within(0.1));
    assertThat(served.ask("DELETE", "/house/battery", "").statusCode()).isEqualTo(204);
    assertThat(served.get("/house").get("battery").isNull()).isTrue();
  }

  private void battery(String body) throws Exception {
    assertThat(served.ask("PATCH", "/house/battery", body).statusCode()).as(body).isEqualTo(204);
    served.run("1s");
  }

  @Test
  void aLoadDrawsWhatItIsToldOnThePhasesThatItHangsOn() throws Exception {
    served.ask("PATCH", "/house/loads/oven", "{\"amperes\": 9}");
    served.run("1s");
    assertThat(house("/amperes/l1")).as("it is off").isCloseTo(1.2, within(0.01));
    served.ask("PUT", "/house/loads/oven", "{\"on\": true}");
    served.ask("PATCH", "/house/loads/base", "{\"amperes\": 0}");
    served.run("1s");
    assertThat(house("/amperes/l1")).isCloseTo(9, within(0.01));
    assertThat(house("/amperes/l2")).isZero();
    served.ask("PATCH", "/house/loads/base", "{\"amperes\": 5}");
    served.run("1s");
    assertThat(house("/amperes/l1")).isCloseTo(14, within(0.01));
    assertThat(house("/amperes/l3")).isCloseTo(5, within(0.01));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PATCH | /house/loads/sauna | {\"amperes\": 9} | 404 | there is no load 'sauna', only base,",
        "PUT   | /house/loads/base  | {\"on\": true} | 404 | there is no load 'base', only oven",
        "PATCH | /house/loads/oven  | {\"amperes\": -1} | 400 | 'amperes' must be a number from 0",
        "PATCH | /house/sun         | {\"clouds\": 1.5} | 400 | 'clouds' must be a number from 0 to 1",
        "PATCH | /house/battery     | {\"mode\": \"hold\"} | 404 | the house has no battery: give it a 'capacity'",
        "PATCH | /house/battery     | {\"capacity\": 9, \"min-soc\": 60, \"max-soc\": 50} | 400 | 'min-soc' is at most 'max-soc'",
        "PATCH | /house/battery     | {\"capacity\": 9, \"mode\": \"rest\"} | 400 | 'mode' must be one of normal, hold",
        "PATCH | /clock             | {\"now\": \"2026-02-30\"} | 400 | 'now' must be a date",
      })
  void whatIsWrongIsSaidAndChangesNothing(
      String method, String path, String body, int status, String says) throws Exception {
    var before = served.get("/state");
    var answer = served.ask(method, path, body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(says);
    assertThat(served.get("/state")).isEqualTo(before);
  }

  @Test
  void theBeginningHasTheSunAndTheLoadsOfTheBeginning() throws Exception {
    var before = served.get("/house");
    sun("{\"peak\": 4000, \"clouds\": 0.5, \"watts\": 100}");
    served.ask("PATCH", "/house/loads/base", "{\"amperes\": 5}");
    served.ask("POST", "/reset", "");
    assertThat(served.get("/house")).isEqualTo(before);
  }
}
