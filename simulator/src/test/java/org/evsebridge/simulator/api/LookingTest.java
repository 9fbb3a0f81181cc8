package org.evsebridge.simulator.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.simulator.line.BusTransaction;
import org.evsebridge.simulator.line.Rs485Bus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the page needs: itself, how everything stands, the way back to the beginning. */
class LookingTest {
  private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

  private Served served;

  @BeforeEach
  void start() throws Exception {
    served = new Served(Optional.empty());
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private static HttpResponse<String> browse(Served served, String path) throws Exception {
    return served.send(served.request(path).header("Accept", BROWSER).build());
  }

  @Test
  void aBrowserGetsThePageAndAProgramTheState() throws Exception {
    HttpResponse<String> page = browse(served, "/");
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'self';");
    assertThat(page.body()).startsWith("<!doctype html>");
    assertThat(served.get("/").has("house")).isTrue();
    assertThat(browse(served, "/state").body()).contains("\"house\"");
  }

  @Test
  void onlyFilesOfThePageAreServed() throws Exception {
    assertThat(browse(served, "/static/index.html").statusCode()).isEqualTo(200);
    for (String path :
        List.of(
            "/static/",
            "/static/nothing.js",
            "/static/../openapi.yaml",
            "/static/%2e%2e/x.js",
            "/static/ControlApi.class",
            "/static/a/index.html",
            "/static/logback.xml")) {
      assertThat(browse(served, path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(served.ask("POST", "/static/index.html", "").statusCode()).isEqualTo(405);
  }

  @Test
  void withATokenThePageComesWithoutItAndTheStateDoesNot() throws Exception {
    try (Served guarded = new Served(Optional.of("correct-horse"))) {
      assertThat(browse(guarded, "/").statusCode()).isEqualTo(200);
      assertThat(browse(guarded, "/static/index.html").statusCode()).isEqualTo(200);
      assertThat(guarded.ask("GET", "/health", "").statusCode()).isEqualTo(200);
      for (String path : List.of("/", "/state", "/openapi.yaml", "/events")) {
        assertThat(guarded.ask("GET", path, "").statusCode()).as(path).isEqualTo(401);
      }
      assertThat(browse(guarded, "/state").statusCode()).isEqualTo(401);
      assertThat(guarded.ask("POST", "/reset", "").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void aForeignPageGetsNoPageEither() throws Exception {
    HttpResponse<String> answer =
        served.send(
            served
                .request("/")
                .header("Accept", BROWSER)
                .header("Origin", "http://example.org")
                .build());
    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void aResetPutsEverythingBackToItsBeginning() throws Exception {
    JsonNode before = served.get("/state");
    served.ask("PUT", "/chargers/station/car", "{\"preset\": \"hybrid\"}");
    served.ask("PUT", "/chargers/station/faults/no-earth", "");
    served.ask("PUT", "/house/loads/oven", "{\"on\": true}");
    served.ask("POST", "/lines/rs485/faults", "{\"fault\": \"echo\"}");
    served.ask("PUT", "/chargers/station/registers/limit", "{\"value\": 8}");
    served.ask("PATCH", "/clock", "{\"paused\": true, \"speed\": 7}");
    served.run("1m");
    served.activity.transaction(
        new BusTransaction(
            "rs485", "tap", new Adu(2, Pdu.request(4, 0x0103, 1)), Optional.empty(), List.of()));

    assertThat(served.ask("POST", "/reset", "").statusCode()).isEqualTo(204);
    JsonNode after = served.get("/state");
    assertThat(served.get("/lines/rs485/transactions").get("transactions")).isEmpty();
    assertThat(served.bus.faults().active(Rs485Bus.now())).isEmpty();
    ((ObjectNode) before.get("clock")).remove("now");
    ((ObjectNode) after.get("clock")).remove("now");
    assertThat(after).isEqualTo(before);

    served.ask("PUT", "/chargers/station/car", "");
    served.run("30s");
    assertThat(served.get("/chargers/station").get("state").asText()).as("it runs").isEqualTo("C");
    assertThat(served.get("/meter").get("telegrams").asInt()).isEqualTo(30);
  }

  @Test
  void eachLineOfATelegramIsExplained() throws Exception {
    assertThat(served.get("/meter/telegram").get("number").asInt()).isZero();
    served.run("2s");
    JsonNode telegram = served.get("/meter/telegram");
    assertThat(telegram.get("number").asInt()).isEqualTo(2);
    assertThat(telegram.get("lines")).hasSizeGreaterThan(20);
    assertThat(meaning(telegram, "1-0:1.7.0")).isEqualTo("power imported");
    assertThat(meaning(telegram, "!")).contains("checksum is right");
    for (JsonNode line : telegram.get("lines")) {
      if (!line.get("text").asText().isEmpty()) {
        assertThat(line.get("meaning").asText()).as(line.toString()).isNotEmpty();
      }
    }
    served.ask("PUT", "/meter/faults", "{\"crc\": 1}");
    served.run("1s");
    assertThat(meaning(served.get("/meter/telegram"), "!")).contains("is wrong, it should be");
  }

  private static String meaning(JsonNode telegram, String start) {
    for (JsonNode line : telegram.get("lines")) {
      if (line.get("text").asText().startsWith(start)) {
        return line.get("meaning").asText();
      }
    }
    throw new AssertionError("no line " + start + " in " + telegram);
  }

  @Test
  void whoListensToTheStateHearsItAgainAndAgainAndNoTransactions() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", served.api.address().getPort())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write("GET /events?state=on HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
      BufferedReader heard =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      assertThat(nextEvent(heard)).isEqualTo("event: state");
      assertThat(served.activity.events().hasListeners()).as("to transactions").isFalse();
      served.activity.transaction(
          new BusTransaction(
              "rs485", "tap", new Adu(2, Pdu.request(4, 0x0103, 1)), Optional.empty(), List.of()));
      served.ask("PUT", "/house/loads/oven", "{\"on\": true}");
      String data;
      do {
        assertThat(nextEvent(heard)).isEqualTo("event: state");
        data = heard.readLine();
      } while (!data.contains("\"oven\":true"));
    }
  }

  private static String nextEvent(BufferedReader heard) throws Exception {
    String line = heard.readLine();
    while (!line.startsWith("event: ")) {
      line = heard.readLine();
    }
    return line;
  }

  @Test
  void aLineTellsWhoAskedLast() throws Exception {
    assertThat(served.get("/lines/rs485").get("lastClient").isNull()).isTrue();
    for (String client : List.of("somebody", "evcc")) {
      served.activity.transaction(
          new BusTransaction(
              "rs485", client, new Adu(2, Pdu.request(4, 0x0103, 1)), Optional.empty(), List.of()));
    }
    assertThat(served.get("/state").at("/lines/0/lastClient").asText()).isEqualTo("evcc");
    assertThat(Instant.parse(served.get("/lines/rs485").get("lastAsked").asText()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
  }

  @Test
  void transactionsCarryTheirTime() throws Exception {
    served.activity.transaction(
        new BusTransaction(
            "rs485", "tap", new Adu(2, Pdu.request(4, 0x0103, 1)), Optional.empty(), List.of()));
    String at = served.get("/lines/rs485/transactions").at("/transactions/0/at").asText();
    assertThat(Instant.parse(at)).isBetween(Instant.now().minusSeconds(60), Instant.now());
  }
}
