package org.evsebridge.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.evsebridge.bridge.testing.TcpClient;
import org.evsebridge.bridge.testing.Telegrams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  /** A client of {@code /events} that takes one event after the other. */
  private static final class Stream implements AutoCloseable {
    private final HttpResponse<InputStream> answer;
    private final BufferedReader lines;

    Stream(ServedHouse house, String... headers) throws Exception {
      HttpRequest.Builder request = HttpRequest.newBuilder(house.root().resolve("/events"));
      if (headers.length > 0) {
        request.headers(headers);
      }
      answer =
          HttpClient.newHttpClient()
              .send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    int status() {
      return answer.statusCode();
    }

    JsonNode next() throws IOException {
      assertThat(lines.readLine()).isEqualTo("event: state");
      String data = lines.readLine();
      assertThat(lines.readLine()).isEmpty();
      return JSON.readTree(data.substring("data: ".length()));
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }

  @Test
  void theWholeStateComesFirstAndThenWhatHasChanged() throws Exception {
    try (ServedHouse house = new ServedHouse(folder, "");
        Stream stream = new Stream(house)) {
      assertThat(stream.answer.headers().firstValue("Content-Type")).contains("text/event-stream");
      JsonNode first = stream.next();
      assertThat(first.fieldNames())
          .toIterable()
          .containsExactly(
              "version", "meter", "modules", "guards", "ports", "lines", "clients", "trouble");
      assertThat(first.at("/meter/fresh").asBoolean()).isFalse();
      stream.next(); // what is told for the first time
      house.meterSays(Telegrams.dutch());
      JsonNode told = stream.next();
      while (!told.at("/meter/fresh").asBoolean()) {
        told = stream.next();
      }
      assertThat(told.at("/meter/watts").asDouble()).isEqualTo(494);
      assertThat(told.has("version")).as("does not change").isFalse();
    }
  }

  @Test
  void aForeignPageGetsNoStream() throws Exception {
    try (ServedHouse house = new ServedHouse(folder, "")) {
      assertThat(house.get("/events", "Origin", "http://evil.example").statusCode()).isEqualTo(403);
      try (Stream own = new Stream(house, "Origin", house.root().toString())) {
        assertThat(own.status()).isEqualTo(200);
      }
    }
  }

  @Test
  void withATokenToReadTheStreamNeedsItAndThePageDoesNot() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "sesame");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    try (ServedHouse house = new ServedHouse(folder, ", read: token, token-file: " + token)) {
      assertThat(house.get("/events").statusCode()).isEqualTo(401);
      assertThat(house.get("/api/bridge/history").statusCode()).isEqualTo(401);
      assertThat(house.get("/").statusCode()).isEqualTo(200);
      assertThat(house.get("/static/page.js").statusCode()).isEqualTo(200);
      try (Stream stream = new Stream(house, "Authorization", "Bearer sesame")) {
        assertThat(stream.next().has("meter")).isTrue();
      }
    }
  }

  @Test
  void oneTooManyIsRefusedAndWhoLeavesMakesPlace() throws Exception {
    try (ServedHouse house = new ServedHouse(folder, ", max-websockets: 1")) {
      try (Stream first = new Stream(house)) {
        first.next();
        assertThat(house.get("/events").statusCode()).isEqualTo(503);
      }
      await()
          .atMost(ServedHouse.PATIENCE)
          .until(
              () -> {
                try (Stream again = new Stream(house)) {
                  return again.status() == 200;
                }
              });
    }
  }

  @Test
  void aClientThatDoesNotReadIsCutOffAtTheBound() throws Exception {
    try (ServedHouse house = new ServedHouse(folder, ", max-unsent: 16384");
        TcpClient stuck = TcpClient.dialWithSmallBuffer(house.port())) {
      stuck.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                for (int i = 0; i < 100; i++) {
                  house.meterSays(Telegrams.dutch(i % 60));
                }
                return house.get("/api/bridge").body().contains("\"cut_off\":1");
              });
      await().atMost(ServedHouse.PATIENCE).until(stuck::isHungUp);
      assertThat(house.get("/api/bridge").body()).contains("a client does not read its events");
    }
  }
}
