package org.evsebridge.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.evsebridge.simulator.scenario.Watches;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Waiting over HTTP, on a station whose time stands still unless it is let pass. */
class AwaitRouteTest {
  private Served served;

  @BeforeEach
  void start() throws Exception {
    served = new Served(Optional.empty());
    served.ask("DELETE", "/chargers/station/car", "");
    served.run("50ms");
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private static String path(String that, String within) {
    return "/await?that="
        + URLEncoder.encode(that, StandardCharsets.UTF_8)
        + (within.isEmpty() ? "" : "&within=" + within);
  }

  private CompletableFuture<HttpResponse<String>> waitFor(String that, String within) {
    return waitFor(1, that, within).get(0);
  }

  private List<CompletableFuture<HttpResponse<String>>> waitFor(
      int count, String that, String within) {
    return waitFor(count, count, that, within);
  }

  /** Asks so many times, and goes on when so many are waited for in all. */
  private List<CompletableFuture<HttpResponse<String>>> waitFor(
      int count, int inAll, String that, String within) {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(
          served.client.sendAsync(
              served.request(path(that, within)).build(), BodyHandlers.ofString()));
    }
    await().until(() -> served.watches.count() == inAll);
    return answers;
  }

  private static HttpResponse<String> of(CompletableFuture<HttpResponse<String>> answer)
      throws Exception {
    return answer.get(20, TimeUnit.SECONDS);
  }

  @Test
  void whatHoldsAlreadyIsAnsweredAtOnce() throws Exception {
    HttpResponse<String> answer = served.ask("GET", path("fuses blown == 0", ""), "");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Served.JSON.readTree(answer.body()).get("seen").asText()).isEqualTo("0 at 12:00:00");
    assertThat(held(answer)).isEqualTo("at once");
  }

  @Test
  void theErrorStateCanBeWaitedFor() throws Exception {
    served.ask("PUT", "/chargers/station/faults/no-earth", "");
    served.run("10s");
    HttpResponse<String> answer = served.ask("GET", path("state == error", ""), "");
    assertThat(answer.body()).contains("error at 12:00:10");
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private static String held(HttpResponse<String> answer) throws Exception {
    return Served.JSON.readTree(answer.body()).get("held").asText();
  }

  @Test
  void whatADeedIsAboutToEndDoesNotCount() throws Exception {
    for (String within : List.of("10s", "0s")) {
      served.ask("PUT", "/house/loads/oven", "{\"on\": true}");
      CompletableFuture<HttpResponse<String>> answer = waitFor("grid L1 <= 10 A", within);
      served.run("10s");
      assertThat(of(answer).statusCode()).isEqualTo(409);
      assertThat(of(answer).body()).contains("grid L1 <= 10 A within " + within + ": never, 1");
      served.ask("PUT", "/house/loads/oven", "{\"on\": false}");
      served.run("50ms");
    }
  }

  @Test
  void whatADeedBringsAboutWithTheNextStepHeldAtOnce() throws Exception {
    served.ask("PUT", "/house/loads/oven", "{\"on\": true}");
    CompletableFuture<HttpResponse<String>> answer = waitFor("grid L1 >= 16 A", "0s");
    served.run("50ms");
    assertThat(of(answer).statusCode()).isEqualTo(200);
    assertThat(held(of(answer))).isEqualTo("at once");
  }

  @Test
  void nothingIsLookedAtBeforeSoMuchTimeHasPassed() throws Exception {
    CompletableFuture<HttpResponse<String>> answer = waitFor("fuses blown == 0", "0s&after=10s");
    CompletableFuture<HttpResponse<String>> never =
        waitFor(1, 2, "grid L1 <= 10 A", "5s&after=10s").get(0);
    served.run("9950ms");
    assertThat(answer).isNotDone();
    served.ask("PUT", "/house/loads/oven", "{\"on\": true}");
    served.run("50ms");
    assertThat(held(of(answer))).isEqualTo("after 10s");
    served.run("4900ms");
    assertThat(never).isNotDone();
    served.run("50ms");
    served.run("50ms");
    assertThat(of(never).statusCode()).isEqualTo(409);
    assertThat(of(never).body()).contains("grid L1 <= 10 A after 10s within 5s: never, 1");
  }

  @Test
  void itIsAnsweredAsSoonAsItHolds() throws Exception {
    CompletableFuture<HttpResponse<String>> answer = waitFor("state == C", "1m");
    served.run("10s");
    assertThat(answer).isNotDone();
    served.ask("PUT", "/chargers/station/car", "");
    served.run("20s");
    assertThat(of(answer).statusCode()).isEqualTo(200);
    assertThat(of(answer).body()).contains("\"that\" : \"state == C\"").contains("C at 12:00:1");
    assertThat(held(of(answer))).startsWith("after 1").endsWith("s");
  }

  @Test
  void whenItsTimeIsOverItSaysWhatWasSeen() throws Exception {
    CompletableFuture<HttpResponse<String>> answer = waitFor("state == C", "30s");
    served.run("29s");
    assertThat(answer).isNotDone();
    served.run("1s");
    assertThat(of(answer).statusCode()).isEqualTo(409);
    assertThat(of(answer).body()).contains("state == C within 30s: never, A at last");
  }

  @Test
  void whatIsNoConditionIsRefusedWithWhatThereIs() throws Exception {
    HttpResponse<String> answer = served.ask("GET", path("volume <= 11", ""), "");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("volume <= 11").contains("grid L1..L3").contains("station");
    assertThat(served.ask("GET", "/await", "").statusCode()).isEqualTo(400);
    assertThat(served.ask("GET", path("evcc warnings == 0", ""), "").statusCode()).isEqualTo(400);
    assertThat(served.ask("GET", path("power > 99 kW", "8d"), "").statusCode()).isEqualTo(400);
  }

  @Test
  void aBoundedNumberWaitsAndOthersAreServedMeanwhile() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> waiting =
        waitFor(Watches.MOST, "state == C", "1m");
    assertThat(served.ask("GET", path("state == C", ""), "").statusCode()).isEqualTo(503);
    assertThat(served.ask("GET", "/clock", "").statusCode()).isEqualTo(200);
    served.run("1m");
    for (CompletableFuture<HttpResponse<String>> one : waiting) {
      assertThat(of(one).statusCode()).isEqualTo(409);
    }
    assertThat(served.watches.count()).isZero();
  }

  @Test
  void whoGoesAwayIsLetGo() throws Exception {
    try (Socket caller = new Socket("127.0.0.1", served.api.address().getPort())) {
      String request = "GET " + path("state == C", "") + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      caller.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      await().until(() -> served.watches.count() == 1);
    }
    await().until(() -> served.watches.count() == 0);
  }

  @Test
  void aResetEndsTheWaiting() throws Exception {
    CompletableFuture<HttpResponse<String>> answer = waitFor("state == C", "1m");
    assertThat(served.ask("POST", "/reset", "").statusCode()).isEqualTo(204);
    assertThat(of(answer).statusCode()).isEqualTo(409);
    assertThat(of(answer).body()).contains("put back to its beginning");
  }
}
