package org.evsebridge.simulator.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.simulator.line.BusTransaction;
import org.evsebridge.simulator.line.FaultRule;
import org.evsebridge.simulator.line.FaultScope;
import org.evsebridge.simulator.line.LineFault;
import org.evsebridge.simulator.line.Rs485Bus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class ControlApiTest {
  private static final String CAR = "/chargers/station/car";

  private Served served;

  @BeforeEach
  void start() throws Exception {
    served = new Served(Optional.empty());
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private JsonNode charger() throws Exception {
    return served.get("/chargers/station");
  }

  @Test
  void aCarIsPluggedInChargesAndIsUnplugged() throws Exception {
    assertThat(charger().get("state").asText()).isEqualTo("A");
    served.ask("PUT", CAR, "{\"preset\": \"hybrid\"}");
    served.run("30s");
    assertThat(charger().get("state").asText()).isEqualTo("C");
    assertThat(charger().at("/amperes/l1").asDouble()).isBetween(15.0, 16.0);
    assertThat(charger().at("/amperes/l2").asDouble()).isZero();
    assertThat(charger().at("/car/phases").asInt()).isEqualTo(1);

    served.ask("DELETE", CAR, "");
    assertThat(charger().get("state").asText()).isEqualTo("A");
    assertThat(charger().get("car").isNull()).isTrue();
  }

  @Test
  void withoutABodyTheChargersOwnCarComes() throws Exception {
    assertThat(served.ask("PUT", CAR, "").statusCode()).isEqualTo(204);
    assertThat(charger().at("/car/phases").asInt()).isEqualTo(3);
  }

  @Test
  void aCarThatIsWronglyDescribedIsRefusedAndTheOneThereStays() throws Exception {
    served.ask("PUT", CAR, "{\"preset\": \"hybrid\"}");
    HttpResponse<String> answer =
        served.ask("PUT", CAR, "{\"phases\": 3, \"soc\": 101, \"colour\": \"red\"}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Served.JSON.readTree(answer.body()).get("error").asText())
        .contains("'soc' must be a number from 0 to 100")
        .contains("'colour' is not known here");
    assertThat(charger().at("/car/phases").asInt()).isEqualTo(1);
  }

  @Test
  void theCarThatIsPluggedInChangesWhereItStands() throws Exception {
    served.ask("PUT", CAR, "{\"preset\": \"hybrid\", \"soc\": 30}");
    served.run("5m");
    double soc = charger().at("/car/soc").asDouble();
    assertThat(soc).isGreaterThan(30);

    assertThat(served.ask("PATCH", CAR, "{\"phases\": 3, \"target\": 90}").statusCode())
        .isEqualTo(204);
    served.run("5s");
    assertThat(charger().at("/amperes/l3").asDouble()).as("it goes on").isGreaterThan(15);
    assertThat(charger().at("/car/soc").asDouble()).isBetween(soc, soc + 1);

    served.ask("PATCH", CAR, "{\"soc\": 90}");
    served.run("10s");
    assertThat(charger().get("state").asText()).as("at its target").isEqualTo("B");
    served.ask("PATCH", CAR, "{\"preset\": \"three-phase-22kw\"}");
    served.run("30s");
    assertThat(charger().at("/amperes/l1").asDouble()).as("another car").isGreaterThan(30);
  }

  @Test
  void withoutACarThereIsNothingToChange() throws Exception {
    HttpResponse<String> answer = served.ask("PATCH", CAR, "{\"soc\": 50}");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("no car is plugged in");
  }

  @Test
  void aFaultComesAndGoes() throws Exception {
    served.ask("PUT", "/chargers/station/faults/no-earth", "");
    served.run("1s");
    assertThat(charger().get("state").asText()).isEqualTo("error");
    assertThat(charger().at("/errors/0").asText()).isEqualTo("no earth");
    assertThat(charger().at("/leds/red").asText()).isEqualTo("10011100");
    assertThat(charger().at("/faults/0").asText()).isEqualTo("no-earth");
    served.ask("DELETE", "/chargers/station/faults/no-earth", "");
    served.run("1s");
    assertThat(charger().get("state").asText()).isEqualTo("A");
  }

  @Test
  void aRegisterIsWrittenAndReadWithItsNameAndUnit() throws Exception {
    served.ask("PUT", "/chargers/station/registers/limit", "{\"value\": \"0x0A0A\"}");
    assertThat(charger().get("advertisedAmperes").asInt()).isEqualTo(10);
    JsonNode register = served.get("/chargers/station/registers/0x0201");
    assertThat(register.get("title").asText()).isEqualTo("current limit");
    assertThat(register.get("value").asText()).isEqualTo("limit 10 A, for 2 s after a write 10 A");
    assertThat(register.at("/words/0").asInt()).isEqualTo(0x0A0A);
  }

  @Test
  void aRegisterWhoseReadingActsIsNotReadInPassing() throws Exception {
    served.ask("PUT", "/chargers/station/registers/magic", "{\"value\": 4660}");
    JsonNode all = served.get("/chargers/station/registers").get("registers");
    assertThat(all).hasSizeGreaterThan(40);
    JsonNode restart = find(all, "restart");
    assertThat(restart.get("readingActs").asBoolean()).isTrue();
    assertThat(restart.get("value").isNull()).isTrue();
    String one = "/chargers/station/registers/restart";
    assertThat(served.ask("GET", one, "").statusCode()).isEqualTo(409);
    served.run("1s");
    assertThat(charger().get("state").asText()).as("it still runs").isEqualTo("A");

    assertThat(served.ask("POST", one + "/read", "").statusCode()).isEqualTo(200);
    served.run("50ms");
    assertThat(charger().get("state").asText()).isEqualTo("undefined");
  }

  private static JsonNode find(JsonNode registers, String name) {
    for (JsonNode register : registers) {
      if (register.get("register").asText().equals(name)) {
        return register;
      }
    }
    throw new AssertionError(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT | /chargers/station/registers/state | {\"value\": 1} | 400 | can only be read",
        "PUT | /chargers/station/registers/state | {\"value\": 1} | 400 | 0x0103 'state and errors'",
        "PUT | /chargers/station/registers/settings | {\"value\": 65536} | 400 | 0 to 65535 for 0x0204 settings (bit 0 three phases,",
        "PUT | /chargers/station/registers/settings | {\"value\": -1} | 400 | 0 to 65535 for 0x0204 settings",
        "PUT | /chargers/station/registers/limit | {\"value\": 65536} | 400 | 'value' must be 0 to 65535 for 0x0201 current limit (L: limit, A;",
        "PUT | /chargers/station/registers/limit | {\"value\": 9999999999} | 400 | 0 to 65535 for 0x0201 current limit",
        "PUT | /chargers/station/registers/address | {\"value\": 65536} | 400 | 0 to 65535 for 0x0200 Modbus address",
        "PUT | /chargers/station/registers/0x0208 | {\"value\": \"x\"} | 400 | for 0x0208 time CP is disconnected (ms), found 'x'",
        "PUT | /chargers/station/registers/cp-types | {\"value\": 1.5} | 400 | 0 to 65535 for 0x020A CP types",
        "PUT | /chargers/station/registers/limit | {} | 400 | 'value' is missing: 0 to 65535 for 0x0201",
        "POST | /lines/rs485/faults | {\"fault\": \"reset\"} | 400 | reached by tap only: it strikes on",
        "POST | /lines/rs485/faults | {\"fault\": \"echo\", \"for\": \"0s\"} | 400 | 'for' must be a duration longer than 0",
        "PUT | /house/loads/oven | {\"on\": 5} | 400 | true or false",
        "PUT | /house/loads/oven | {\"on\": null} | 400 | 'on' is missing",
        "PUT | /chargers/station/registers/limit | {\"value\": null} | 400 | 'value' is missing",
        "POST | /lines/rs485/faults | {\"fault\": null} | 400 | 'fault' is missing",
        "POST | /clock/step | {\"by\": null} | 400 | 'by' is missing",
        "POST | /meter/silence | {\"for\": null} | 400 | 'for' is missing",
        "PUT | /house/loads/sauna | {\"on\": true} | 404 | there is no load 'sauna', only oven",
        "POST | /clock/step | {\"by\": \"25h\"} | 400 | 24h at most",
        "PATCH | /clock | {\"speed\": 0} | 400 | 'speed' must be a number",
        "PATCH | /clock | [1] | 400 | expected a block of keys",
        "PATCH | /clock | {\"speed\": | 400 | this is not JSON",
        "GET | /lines/rs485/transactions?last=many | '' | 400 | 'last' must be a whole number",
        "GET | /lines/rs485/transactions?lats=1 | '' | 400 | 'lats' is not known here; known is last",
        "GET | /lines/rs485/transactions?last=1&last=2 | '' | 400 | the parameter 'last' stands here a second time",
        "GET | /lines/rs485/transactions?last=1&last=1 | '' | 400 | the parameter 'last' stands here a second time",
        "GET | /openapi.yaml?x=1 | '' | 400 | 'x' is not known here; there is none",
        "PUT | /house/loads/oven?on=true | {\"on\": true} | 400 | 'on' is not known here; there is none",
        "GET | /clock?x=1 | '' | 400 | 'x' is not known here; there is none",
        "GET | /events?x=1 | '' | 400 | 'x' is not known here; known is state",
        "GET | /nowhere | '' | 404 | there is nothing at /nowhere",
        "POST | /house | '' | 405 | /house takes GET",
        "POST | /events | '' | 405 | /events takes GET",
        "DELETE | /openapi.yaml | '' | 405 | /openapi.yaml takes GET",
        "GET | //clock | '' | 404 | there is nothing at //clock",
        "PUT | /chargers/station/faults/warm | {\"for\": \"10s\"} | 400 | takes no keys",
        "DELETE | /chargers/station/faults/warm | {\"for\": \"10s\"} | 400 | takes no keys",
        "DELETE | /chargers/station/car | {\"soc\": 5} | 400 | takes no keys",
        "POST | /chargers/station/button | x | 400 | this is not JSON",
        "POST | /chargers/station/power-cycle | {\"for\": 1} | 400 | takes no keys",
        "POST | /chargers/station/registers/restart/read | {\"value\": 1} | 400 | takes no keys",
        "POST | /house/fuses/reset | {\"fuse\": \"L1\"} | 400 | takes no keys",
        "DELETE | /meter/faults | {\"flip\": 1} | 400 | takes no keys",
        "DELETE | /lines/rs485/faults | {\"id\": 1} | 400 | takes no keys",
        "DELETE | /lines/rs485/faults/1 | {\"id\": 1} | 400 | takes no keys",
        "DELETE | /chargers/station/car/now | '' | 404 | there is nothing at",
      })
  void wrongInputGetsASentence(String method, String path, String body, int status, String sentence)
      throws Exception {
    HttpResponse<String> answer = served.ask(method, path, body);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(Served.JSON.readTree(answer.body()).get("error").asText()).contains(sentence);
  }

  @Test
  void aRefusedMethodNamesThoseThatAreTaken() throws Exception {
    HttpResponse<String> answer = served.ask("POST", CAR, "");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("PUT, PATCH, DELETE");
  }

  @Test
  void aBodyOfAnyLengthDoesNoHarm() throws Exception {
    HttpResponse<String> answer = served.ask("PUT", CAR, "x".repeat(200_000));
    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void theClockIsPausedSteppedAndSpedUp() throws Exception {
    JsonNode before = served.get("/clock");
    assertThat(before.get("paused").asBoolean()).isTrue();
    served.run("1m");
    assertThat(before.get("now").asText()).startsWith("2026-11-22T12:00");
    assertThat(served.get("/clock").get("now").asText()).startsWith("2026-11-22T12:01");

    served.ask("PATCH", "/clock", "{\"paused\": false, \"speed\": 1000}");
    await().until(() -> served.get("/clock").get("now").asText().compareTo("2026-11-22T12:03") > 0);
    JsonNode after =
        Served.JSON.readTree(served.ask("PATCH", "/clock", "{\"paused\": true}").body());
    assertThat(after.get("speed").asDouble()).isEqualTo(1000);
    assertThat(after.get("paused").asBoolean()).isTrue();
  }

  @Test
  void aLoadIsSwitchedAndTheHouseDrawsMore() throws Exception {
    served.run("1s");
    double before = served.get("/house").get("watts").asDouble();
    served.ask("PUT", "/house/loads/oven", "{\"on\": true}");
    served.run("1s");
    assertThat(served.get("/house").at("/loads/oven").asBoolean()).isTrue();
    assertThat(served.get("/house").get("watts").asDouble()).isGreaterThan(before + 3000);
  }

  @Test
  void aLinesFaultIsListedStrikesAndIsRemoved() throws Exception {
    String id =
        served.ask("POST", "/lines/rs485/faults", "{\"fault\": \"exception\", \"code\": 6}").body();
    assertThat(served.get("/lines/rs485").at("/faults/0/rule").asText()).isEqualTo("exception 6");
    assertThat(served.bus.faults().active(Rs485Bus.now())).hasSize(1);
    served.ask("DELETE", "/lines/rs485/faults/" + Served.JSON.readTree(id).get("id").asInt(), "");
    assertThat(served.get("/lines/rs485").get("faults")).isEmpty();
  }

  @Test
  void transactionsAreListedInWords() throws Exception {
    Adu read = new Adu(2, Pdu.request(4, 0x0103, 1));
    for (int i = 0; i < 3; i++) {
      served.activity.transaction(
          new BusTransaction(
              "rs485", "ttyEVSE", read, served.station.answer("rs485", read), List.of()));
    }
    served.activity.transaction(
        new BusTransaction(
            "rs485", "ttyEVSE", new Adu(9, read.pdu()), Optional.empty(), List.of()));
    JsonNode last = served.get("/lines/rs485/transactions?last=2").get("transactions");
    assertThat(last).hasSize(2);
    assertThat(last.at("/0/number").asInt()).isEqualTo(3);
    assertThat(last.at("/0/request").asText()).isEqualTo("read 0x0103 ×1");
    assertThat(last.at("/0/answer").asText()).isEqualTo("state and errors state A");
    assertThat(last.at("/1/unit").asInt()).isEqualTo(9);
    assertThat(last.at("/1/answer").isNull()).isTrue();
  }

  @Test
  void onlyTheLastTransactionsAreKept() throws Exception {
    Adu read = new Adu(2, Pdu.request(4, 0x0103, 1));
    for (int i = 0; i < ActivityLog.KEPT + 10; i++) {
      served.activity.transaction(
          new BusTransaction("rs485", "ttyEVSE", read, Optional.empty(), List.of()));
    }
    JsonNode all = served.get("/lines/rs485/transactions?last=1000").get("transactions");
    assertThat(all).hasSize(ActivityLog.KEPT);
    assertThat(all.at("/0/number").asInt()).isEqualTo(11);
  }

  @Test
  void eventsTellOfStatesLoadsAndTransactions() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    Thread listener = listen(lines);
    await().until(() -> lines.contains(": connected"));
    served.run("1s");
    served.ask("PUT", CAR, "");
    served.run("1s");
    served.ask("PUT", "/house/loads/oven", "{\"on\": true}");
    served.run("1s");
    served.activity.transaction(
        new BusTransaction(
            "rs485", "tap", new Adu(2, Pdu.request(4, 0x0103, 1)), Optional.empty(), List.of()));
    await()
        .untilAsserted(
            () ->
                assertThat(lines)
                    .containsSubsequence("event: charger", "event: house", "event: transaction"));
    assertThat(lines)
        .anyMatch(line -> line.startsWith("data: ") && line.contains("\"state\":\"B\""))
        .anyMatch(line -> line.startsWith("data: ") && line.contains("\"oven\":true"))
        .anyMatch(line -> line.contains("\"request\":\"read 0x0103 ×1\""));
    served.api.close();
    listener.join(20_000);
    assertThat(listener.isAlive()).as("the stream ends with the API").isFalse();
  }

  private Thread listen(List<String> lines) {
    Thread thread =
        new Thread(
            () -> {
              try {
                served
                    .client
                    .send(served.request("/events").build(), HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .forEach(lines::add);
              } catch (Exception e) {
                lines.add("ended: " + e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Test
  void eventsTellOfWhatChangesWhileTimeStandsStill() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    listen(lines);
    await().until(() -> lines.contains(": connected"));
    served.ask("PUT", "/house/loads/oven", "{\"on\": true}");
    await().until(() -> lines.contains("event: house"));
  }

  @Test
  void thePlaceOfAListenerWhoWentAwayIsFreeSoon() throws Exception {
    for (int i = 0; i < Events.MOST_LISTENERS; i++) {
      try (Socket socket = new Socket("127.0.0.1", served.api.address().getPort())) {
        socket
            .getOutputStream()
            .write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
      }
    }
    List<String> lines = new CopyOnWriteArrayList<>();
    await()
        .atMost(Duration.ofSeconds(12))
        .until(
            () -> {
              listen(lines);
              return lines.contains(": connected");
            });
  }

  @Test
  void aListenerWhoDoesNotReadIsCutOffAndDelaysNobody() throws Exception {
    FaultRule wordy =
        new FaultRule(new LineFault.NoAnswer(), FaultScope.EVERYTHING, "x".repeat(60_000));
    Adu read = new Adu(2, Pdu.request(4, 0x0103, 1));
    try (Socket deaf = new Socket("127.0.0.1", served.api.address().getPort())) {
      deaf.getOutputStream()
          .write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
      await().until(served.activity.events()::hasListeners);
      int sent = 0;
      while (served.activity.events().hasListeners() && sent < 10_000) {
        served.activity.transaction(
            new BusTransaction("rs485", "tap", read, Optional.empty(), List.of(wordy)));
        sent++;
      }
      assertThat(sent).as("60 kB each, of which the system keeps some").isBetween(16, 9_999);
    }
  }

  @Test
  void headIsAnsweredAsGetWithoutABody() throws Exception {
    for (String path : List.of("/clock", "/events", "/openapi.yaml")) {
      HttpResponse<String> answer = served.ask("HEAD", path, "");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).isPresent();
      assertThat(answer.body()).isEmpty();
    }
    assertThat(served.ask("HEAD", "/nowhere", "").statusCode()).isEqualTo(404);
  }

  @Test
  void registersOfAModuleThatDoesNotRunAreRefused() throws Exception {
    served.ask("POST", "/chargers/station/power-cycle", "");
    for (String path : List.of("/limit", "")) {
      HttpResponse<String> answer = served.ask("GET", "/chargers/station/registers" + path, "");
      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(answer.body()).contains("the module is starting");
    }
    assertThat(
            served.ask("PUT", "/chargers/station/registers/limit", "{\"value\": 6}").statusCode())
        .isEqualTo(409);
    served.run("10s");
    assertThat(served.ask("GET", "/chargers/station/registers/limit", "").statusCode())
        .isEqualTo(200);
  }

  @Test
  void moreListenersThanThereArePlacesAreRefused() throws Exception {
    for (int i = 0; i < Events.MOST_LISTENERS; i++) {
      List<String> lines = new CopyOnWriteArrayList<>();
      listen(lines);
      await().until(() -> lines.contains(": connected"));
    }
    assertThat(served.ask("GET", "/events", "").statusCode()).isEqualTo(503);
    assertThat(served.ask("GET", "/clock", "").statusCode()).isEqualTo(200);
  }

  @Test
  void aWebPageOfAnotherPlaceIsRefused() throws Exception {
    assertThat(
            served
                .send(served.request("/clock").header("Origin", "http://example.org").build())
                .statusCode())
        .isEqualTo(403);
    String own = "http://127.0.0.1:" + served.api.address().getPort();
    assertThat(served.send(served.request("/clock").header("Origin", own).build()).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /events | Host: localhost                              | 200
          /clock  | Host: LOCALHOST:8080                         | 200
          /clock  | Host: LocalHost,Origin: http://localhost     | 200
          /clock  | Host: elsewhere                              | 403
          http://elsewhere/clock      | Host: localhost          | 403
          http://elsewhere:8080/clock | Host: elsewhere:8080     | 403
          http://LOCALHOST:8080/clock | Host: elsewhere          | 200
          /events | Host: localhost,Origin: http://example.org   | 403
          /events | Host: localhost,Sec-Fetch-Site: cross-site   | 403
          /events | Host: localhost,Sec-Fetch-Site: same-site    | 403
          /events | Host: localhost,Sec-Fetch-Site: same-origin  | 200
          /clock  | Host: localhost,Sec-Fetch-Site: none         | 200
          /clock  | Host: localhost,Sec-Fetch-Site: cross-site,Sec-Fetch-Mode: navigate,Sec-Fetch-Dest: document | 200
          /clock  | Host: localhost,Sec-Fetch-Site: cross-site,Sec-Fetch-Mode: navigate,Sec-Fetch-Dest: iframe   | 403
          """)
  void whoMayCallIsToldByHostAndPage(String address, String headers, int status) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", served.api.address().getPort())) {
      String request =
          "GET " + address + " HTTP/1.1\r\n" + headers.replace(",", "\r\n") + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      byte[] line = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      assertThat(new String(line, US_ASCII)).isEqualTo("HTTP/1.1 " + status);
    }
  }

  @Test
  void withATokenOnlyWhoKnowsItMayCall() throws Exception {
    try (Served guarded = new Served(Optional.of("correct-horse"))) {
      for (String authorization :
          List.of("Bearer wrong-horse", "Bearer ", "correct-horse", "Basic correct-horse")) {
        HttpResponse<String> answer =
            guarded.send(
                guarded
                    .request(CAR)
                    .header("Authorization", authorization)
                    .PUT(BodyPublishers.noBody())
                    .build());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
      }
      assertThat(guarded.ask("GET", "/events", "").statusCode()).isEqualTo(401);
      for (String scheme : List.of("Bearer", "bearer")) {
        HttpResponse<String> answer =
            guarded.send(
                guarded
                    .request("/clock")
                    .header("Authorization", scheme + " correct-horse")
                    .build());
        assertThat(answer.statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void endingWhileARequestIsAnsweredIsNoError() throws Exception {
    Logger netty = (Logger) LoggerFactory.getLogger("io.netty.util.concurrent");
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    netty.addAppender(said);
    try (Served ending = new Served(Optional.empty())) {
      String before = ending.get("/clock").get("now").asText();
      ending.client.sendAsync(
          ending.request("/clock/step").POST(BodyPublishers.ofString("{\"by\": \"24h\"}")).build(),
          BodyHandlers.discarding());
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> !ending.get("/clock").get("now").asText().equals(before));
      ending.api.close();
      ending.driver.close(); // the step ends
      await().atMost(Duration.ofSeconds(20)).until(ending.api::hasEnded);
      assertThat(said.list).isEmpty();
    } finally {
      netty.detachAppender(said);
    }
  }

  @Test
  void beyondThisMachineATokenIsNeeded() {
    assertThatThrownBy(
            () ->
                ControlApi.start(
                    new InetSocketAddress("0.0.0.0", 0),
                    Optional.empty(),
                    new Controlled(
                        served.station,
                        served.driver,
                        Map.of(),
                        served.activity,
                        served.watches,
                        Optional.empty())))
        .hasMessageContaining("token");
  }
}
