package org.evsebridge.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Date and time set while the rig runs. */
class ClockRoutesTest {
  private Served served;

  @BeforeEach
  void start() throws Exception {
    served = new Served(Optional.empty());
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private void set(String now) throws Exception {
    assertThat(served.ask("PATCH", "/clock", "{\"now\": \"" + now + "\"}").statusCode())
        .isEqualTo(200);
  }

  private long telegrams() throws Exception {
    return served.get("/meter").get("telegrams").asLong();
  }

  private String inTelegram(String obis) throws Exception {
    for (JsonNode line : served.get("/meter/telegram").get("lines")) {
      if (line.get("text").asText().startsWith(obis + "(")) {
        return line.get("text").asText().substring(obis.length());
      }
    }
    throw new AssertionError("no " + obis);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-21 12:00,    2026-06-21T12:00, 260621120003S",
    "2027-01-01,          2027-01-01T00:00, 270101000003W",
    "2025-02-28 23:59:58, 2025-02-28T23:59:58, 250301000001W"
  })
  void theMeterTellsTheNewTimeAndItsTelegramsGoOnAsOften(
      String wanted, String now, String telegramTime) throws Exception {
    served.run("10s");
    set(wanted);
    assertThat(served.get("/clock").get("now").asText()).startsWith(now);
    assertThat(telegrams()).as("nothing passes in between").isEqualTo(10);
    served.run("3s");
    assertThat(telegrams()).isEqualTo(13);
    assertThat(inTelegram("0-0:1.0.0")).isEqualTo("(" + telegramTime + ")");
  }

  @Test
  void nothingChargesAndNothingIsCountedInBetween() throws Exception {
    served.ask("PUT", "/chargers/station/car", "{\"soc\": 50}");
    served.run("60500ms");
    double imported = served.get("/meter").get("importedKwh").asDouble();
    double soc = served.get("/chargers/station").at("/car/soc").asDouble();
    set("2030-01-01 00:00");
    assertThat(served.get("/chargers/station").at("/car/soc").asDouble()).isEqualTo(soc);
    served.run("1s");
    assertThat(served.get("/meter").get("importedKwh").asDouble())
        .as("half a second before the clock was set, which is not lost, and half a one after")
        .isCloseTo(imported + 11.5 / 3600, within(0.5 / 3600));
  }

  @ParameterizedTest
  @CsvSource({"2020-01-01", "2030-01-01"})
  void aSilenceThatLastsStillLastsAsLong(String now) throws Exception {
    served.run("5s");
    served.ask("POST", "/meter/silence", "{\"for\": \"10s\"}");
    served.run("2s");
    set(now);
    served.run("7s");
    assertThat(telegrams()).isEqualTo(5);
    served.run("3s");
    assertThat(telegrams()).isGreaterThan(6);
  }

  @ParameterizedTest
  @CsvSource({"2020-01-01", "2030-01-01"})
  void lateTelegramsComeNoLaterForIt(String now) throws Exception {
    served.ask("PUT", "/meter/faults", "{\"late\": \"10s\"}");
    served.run("30s");
    set(now);
    served.ask("DELETE", "/meter/faults", "");
    served.run("15s");
    assertThat(telegrams()).isEqualTo(45);
  }

  @Test
  void theReadingOfTheGasMeterHasTheNewTime() throws Exception {
    served.run("1s");
    set("2021-03-04 05:06");
    served.run("2s");
    assertThat(inTelegram("0-1:24.2.1")).startsWith("(210304050500W)");
  }

  @Test
  void theSunStandsWhereItStandsAtThatTime() throws Exception {
    served.ask("PATCH", "/house/sun", "{\"peak\": 6000}");
    set("2026-06-21 13:40");
    served.run("1s");
    assertThat(served.get("/house").get("sunWatts").asDouble()).isBetween(5000.0, 6000.0);
    set("2026-06-21 02:00");
    served.run("1s");
    assertThat(served.get("/house").get("sunWatts").asDouble()).isZero();
  }

  @Test
  void whoLooksIsAnsweredWhileManyLetADayPass() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> days = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      days.add(
          served.client.sendAsync(
              served
                  .request("/clock/step")
                  .POST(HttpRequest.BodyPublishers.ofString("{\"by\": \"24h\"}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString()));
    }
    await().until(() -> telegrams() > 3_600);
    assertThat(served.get("/health").get("status").asText()).isEqualTo("alive");
    assertThat(served.get("/state").at("/meter/telegrams").asLong()).isGreaterThan(3_600);
    assertThat(days).as("the days are still to pass").anyMatch(day -> !day.isDone());
  }

  @Test
  void nothingPassesOnceItIsSaidThatItIsPaused() throws Exception {
    for (int i = 0; i < 20; i++) {
      served.ask("PATCH", "/clock", "{\"paused\": false, \"speed\": 1000}");
      JsonNode paused =
          Served.JSON.readTree(served.ask("PATCH", "/clock", "{\"paused\": true}").body());
      served.get("/state");
      assertThat(served.get("/clock").get("now")).isEqualTo(paused.get("now"));
    }
  }
}
