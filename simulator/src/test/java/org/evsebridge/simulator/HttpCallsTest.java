package org.evsebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.evsebridge.simulator.report.Verdict;
import org.evsebridge.simulator.scenario.HttpDeed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests to a program outside, which is a small web server here. */
class HttpCallsTest {
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile boolean stalled;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private volatile String state = "{\"cars\": [{\"amps\": 6.5, \"on\": true, \"name\": \"x\"}]}";
  private HttpServer program;
  private HttpCalls calls;

  @BeforeEach
  void start() throws IOException {
    program = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    program.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
          byte[] answer = state.getBytes(StandardCharsets.UTF_8);
          boolean known = !exchange.getRequestURI().getPath().equals("/unknown");
          exchange.sendResponseHeaders(known ? status : 404, answer.length);
          exchange.getResponseBody().write(answer, 0, stalled ? 1 : answer.length);
          if (stalled) {
            exchange.getResponseBody().flush(); // and says no more
          } else {
            exchange.close();
          }
        });
    program.start();
    calls =
        new HttpCalls(
            text -> text.replace("{their-port}", "" + program.getAddress().getPort()), notes::add);
  }

  @AfterEach
  void stop() {
    calls.close();
    program.stop(0);
  }

  private static HttpDeed deed(String method, String url, Optional<String> body, int status) {
    return new HttpDeed(
        method,
        url,
        body,
        status == 0 ? OptionalInt.empty() : OptionalInt.of(status),
        "http " + method + " " + url);
  }

  @Test
  void requestsAreSentInTheirOrderAndJudgedByTheirStatus() throws Exception {
    String at = "http://127.0.0.1:{their-port}";
    calls.send(deed("POST", at + "/plan", Optional.of("{\"amps\": 6}"), 0));
    calls.send(deed("PUT", at + "/unknown", Optional.empty(), 0));
    calls.send(deed("DELETE", at + "/unknown", Optional.empty(), 404));
    calls.settle();
    assertThat(heard)
        .containsExactly("POST /plan {\"amps\": 6}", "PUT /unknown ", "DELETE /unknown ");
    assertThat(calls.verdicts()).extracting(Verdict::passed).containsExactly(true, false, true);
    assertThat(calls.verdicts().get(1).seen()).isEqualTo("answered 404, expected 200 to 299");
    assertThat(notes)
        .containsExactly("http PUT " + at + "/unknown: answered 404, expected 200 to 299");
  }

  @Test
  void aValueWhoseAnswerBreaksOffIsNoneAnyMore() {
    String url = "http://127.0.0.1:{their-port}/state";
    calls.value(url, "cars[0].amps");
    calls.askAll();
    assertThat(calls.value(url, "cars[0].amps")).isEqualTo(6.5);
    stalled = true;
    await()
        .atMost(HttpCalls.TIMEOUT.multipliedBy(3))
        .until(() -> Double.isNaN(calls.value(url, "cars[0].amps")));
  }

  @Test
  void whoDoesNotAnswerIsNamed() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      calls.send(
          deed("GET", "http://127.0.0.1:" + deaf.getLocalPort() + "/x", Optional.empty(), 0));
      calls.settle();
    }
    assertThat(calls.verdicts().get(0).passed()).isFalse();
    assertThat(calls.verdicts().get(0).seen()).isEqualTo("no answer within 5s");
  }

  @Test
  void aValueIsTheOneThatWasAnsweredLast() {
    String url = "http://127.0.0.1:{their-port}/state";
    assertThat(calls.value(url, "cars[0].amps")).as("not asked yet").isNaN();
    await().until(() -> calls.value(url, "cars[0].amps") == 6.5);
    assertThat(calls.value(url, "cars[0].on")).isEqualTo(1);
    assertThat(calls.value(url, "cars[0].name")).isNaN();
    assertThat(calls.value(url, "cars[1].amps")).isNaN();

    state = "{\"cars\": [{\"amps\": 16}]}";
    await().until(() -> calls.value(url, "cars[0].amps") == 16);
    state = "none";
    await().until(() -> Double.isNaN(calls.value(url, "cars[0].amps")));
    program.stop(0);
    await().until(() -> notes.size() == 2);
    assertThat(notes.get(0)).isEqualTo("http " + url + ": answered what is no JSON");
    assertThat(notes.get(1)).startsWith("http " + url + ": no answer");
  }

  @Test
  void whatWasAnsweredBeforeTheTroubleDoesNotCount() {
    String url = "http://127.0.0.1:{their-port}/state";
    await().until(() -> calls.value(url, "cars[0].amps") == 6.5);
    status = 500;
    await().until(() -> Double.isNaN(calls.value(url, "cars[0].amps")));
    assertThat(notes).containsExactly("http " + url + ": answered 500");
    status = 200;
    await().until(() -> calls.value(url, "cars[0].amps") == 6.5);
    state = "{\"cars\": [{\"amps\": 6.5}], \"more\": \"" + "x".repeat(1 << 20) + "\"}";
    await().until(() -> Double.isNaN(calls.value(url, "cars[0].amps")));
    assertThat(notes).last().isEqualTo("http " + url + ": answered more than 1 MiB");
  }

  @Test
  void anAddressThatCannotBeAskedKeepsNoOtherFromBeingAsked() {
    String url = "http://127.0.0.1:{their-port}/state";
    String wrong = "http://127.0.0.1:{no-such-port}/state";
    assertThat(calls.value(wrong, "cars")).isNaN();
    await().until(() -> !notes.isEmpty());
    assertThat(notes.get(0)).startsWith("http " + wrong + ": cannot be asked: ");
    await().until(() -> calls.value(url, "cars[0].amps") == 6.5);
  }
}
