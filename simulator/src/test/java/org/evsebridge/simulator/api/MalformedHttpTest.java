package org.evsebridge.simulator.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is no proper HTTP gets a sentence in JSON like all other wrong input, and changes nothing.
 */
class MalformedHttpTest {
  private static final int PATIENCE_MILLIS = 20_000;

  private static final String ONE_MORE =
      "GET /no-more HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

  private Served served;
  private JsonNode before;

  @BeforeEach
  void start() throws Exception {
    served = new Served(Optional.empty());
    before = served.get("/");
  }

  @AfterEach
  void nothingHasChangedAndTheNextCallerIsServed() throws Exception {
    assertThat(served.get("/")).isEqualTo(before);
    served.close();
  }

  /** {@code ~} is the end of a line, {@code _} a space, {@code ^} the usual headers. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET_/lines/rs485/transactions?last=%zz_HTTP/1.1~^~ | 400 | not encoded as URLs are",
        "GET_/lines/%zz_HTTP/1.1~^~ | 400 | not encoded as URLs are",
        "GET_/lines/%_HTTP/1.1~^~ | 400 | not encoded as URLs are",
        "GET_/lines/{x}_HTTP/1.1~^~ | 400 | not encoded as URLs are",
        "GET_/lines/%ff_HTTP/1.1~^~ | 404 | there is no line",
        "GET_/clock_HTTP/1.1~Connection:close~~ | 400 | has one header 'Host', this one has none",
        "GET_/nowhere_HTTP/1.1~Connection:close~~ | 400 | has one header 'Host', this one has none",
        "GET_/clock_HTTP/1.1~Host:localhost~^~ | 400 | has one header 'Host', this one has 2",
        "GET_/clock_HTTP/1.0~~ | 403 | only programs of this machine",
        "GET_/clock_HTTP/1.1~Connection:close~Host:~~ | 403 | only programs of this machine",
        "GET_/clock_HTTP/1.1~Connection:close~Host:example.org~~ | 403 | only programs of this machine",
        "GET_mailto:x_HTTP/1.1~^~ | 400 | names no path",
        "CONNECT_localhost:80_HTTP/1.1~^~ | 400 | names no path",
        "GET_//clock_HTTP/1.1~^~ | 404 | there is nothing at",
        "GET_/../clock_HTTP/1.1~^~ | 404 | there is nothing at /../clock",
        "OPTIONS_*_HTTP/1.1~^~ | 404 | there is nothing at *",
        "BREW_/clock_HTTP/1.1~^~ | 405 | /clock takes GET and PATCH",
        "get_/clock_HTTP/1.1~^~ | 405 | /clock takes GET and PATCH",
        "GET_/clock~^~ | 400 | this is no HTTP/1.1 request",
        "GET_/clock_FOO~^~ | 400 | this is no HTTP/1.1 request",
        "GET_/clock_HTTP/3.0~^~ | 505 | this speaks HTTP/1.1",
        "GET_/clock_HTTP/1.1~^no-colon~~ | 400 | this is no HTTP/1.1 request",
        "POST_/chargers/station/power-cycle_HTTP/1.1~^Content-Length:x~~ | 400 | no HTTP/1.1",
        "POST_/chargers/station/power-cycle_HTTP/1.1~^Content-Length:-5~~ | 400 | no HTTP/1.1",
        "POST_/chargers/station/power-cycle_HTTP/1.1~^Content-Length:9999999999999999999~~ | 400 | no",
        "PUT_/chargers/station/car_HTTP/1.1~^Content-Length:2~Content-Length:3~~{} | 400 | no HTTP",
        "PUT_/chargers/station/car_HTTP/1.1~^Transfer-Encoding:gzip~~{} | 501 | only 'chunked'",
        "PUT_/chargers/station/car_HTTP/1.1~^Transfer-Encoding:chunked~~zz~{} | 400 | no HTTP/1.1",
        "PUT_/house/loads/oven_HTTP/1.1~^Content-Length:2~~[] | 400 | expected a block of keys",
      })
  void isRefusedWithASentenceInJson(String request, int status, String sentence) throws Exception {
    String text =
        request
            .replace("~", "\r\n")
            .replace("_", " ")
            .replace("^", "Host: localhost\r\nConnection: close\r\n");
    assertRefused(answer(text), status, sentence);
  }

  @Test
  void whatIsTooLongIsRefusedBeforeItIsAllThere() throws Exception {
    String start = "GET /clock HTTP/1.1\r\nHost: localhost\r\n";
    assertRefused(answer(start + "X: " + "a".repeat(500_000) + "\r\n\r\n"), 400, "no HTTP/1.1");
    assertRefused(answer(start + "X: a\r\n".repeat(50_000) + "\r\n"), 400, "no HTTP/1.1");
    assertRefused(answer("GET /" + "a".repeat(500_000) + " HTTP/1.1\r\n\r\n"), 400, "no HTTP/1.1");
    assertRefused(answer("x".repeat(500_000)), 400, "no HTTP/1.1");
    String put = "PUT /chargers/station/car HTTP/1.1\r\nHost: localhost\r\n";
    assertRefused(
        answer(put + "Content-Length: 3000000\r\n\r\n" + " ".repeat(3_000_000)), 413, "at most");
  }

  @Test
  void aBodyThatEndsTooSoonIsNotTakenForAWholeOne() throws Exception {
    String put = "PUT /chargers/station/car HTTP/1.1\r\nHost: localhost\r\n";
    for (String half :
        new String[] {
          "Content-Length: 100\r\n\r\n{}", "Transfer-Encoding: chunked\r\n\r\n2\r\n{}"
        }) {
      try (Socket socket = connect()) {
        socket.getOutputStream().write((put + half).getBytes(ISO_8859_1));
        socket.shutdownOutput();
        assertRefused(all(socket), 400, "ended before it was all there");
      }
    }
  }

  @Test
  void requestsSentAtOnceAreAnsweredInTheirOrder() throws Exception {
    String one = "GET /lines/%s HTTP/1.1\r\nHost: localhost\r\n%s\r\n";
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      all.append(String.format(one, "no-" + i + "-", i == 19 ? "Connection: close\r\n" : ""));
    }
    String answers = answer(all.toString());
    int at = 0;
    for (int i = 0; i < 20; i++) {
      at = answers.indexOf("'no-" + i + "-'", at);
      assertThat(at).as("answer %d", i).isPositive();
    }
  }

  @Test
  void whoEndsHisSideAfterAskingGetsAllHisAnswers() throws Exception {
    String clock = "GET /clock HTTP/1.1\r\nHost: localhost\r\n\r\n";
    for (String asked : new String[] {"", clock, clock + clock + clock, clock + "\r\n"}) {
      assertThat(statuses(asked))
          .allMatch("200"::equals)
          .hasSize(asked.split("GET", -1).length - 1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no HTTP\r\n\r\n",
        "no HTTP\r\n",
        "no HTTP",
        "GET /cl",
        "GET /clock HTTP/1.1\r\nHost: loc",
        "PUT /chargers/station/car HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{",
        "PUT /chargers/station/car HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n2"
      })
  void whoEndsWithSomethingElseGetsAllHisAnswersAndARefusal(String garbage) throws Exception {
    String clock = "GET /clock HTTP/1.1\r\nHost: localhost\r\n\r\n";
    assertThat(statuses(garbage)).containsExactly("400");
    assertThat(statuses(clock + garbage)).containsExactly("200", "400");
    assertThat(statuses(clock + clock + garbage)).containsExactly("200", "200", "400");
  }

  @Test
  void headIsAnsweredWithTheLengthOfABodyThatDoesNotCome() throws Exception {
    for (String path : new String[] {"/clock", "/nowhere", "/openapi.yaml"}) {
      String head = "HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      assertThat(answer(head + ONE_MORE))
          .matches("(?s)HTTP/1.1 (200|404) .*content-length: [1-9]\\d+\r\n\r\nHTTP/1.1 404 .*");
    }
  }

  @Test
  void whoEndsHisSideAndReadsSlowlyGetsAllHisAnswers() throws Exception {
    int asked = 600;
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(served.api.address());
      socket.setSoTimeout(PATIENCE_MILLIS);
      String one = "GET /openapi.yaml HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(one.repeat(asked).getBytes(ISO_8859_1));
      socket.shutdownOutput();
      assertThat(all(socket).split("HTTP/1.1 200 OK", -1)).hasSize(asked + 1);
    }
  }

  /** The statuses of what is answered to one who asks and ends his side at once. */
  private List<String> statuses(String asked) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(asked.getBytes(ISO_8859_1));
      socket.shutdownOutput();
      return Pattern.compile("HTTP/1.1 (\\d+)")
          .matcher(all(socket))
          .results()
          .map(status -> status.group(1))
          .toList();
    }
  }

  private static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }

  @Test
  void aRequestBehindOneForTheEventsIsNotHeard() throws Exception {
    try (Socket socket = connect()) {
      String both =
          "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\nGET /clock HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(both.getBytes(ISO_8859_1));
      StringBuilder heard = new StringBuilder();
      while (heard.indexOf("still here") < 0) {
        heard.append((char) socket.getInputStream().read());
      }
      assertThat(heard.indexOf("HTTP/1.1", 1)).as("a second answer").isNegative();
    }
  }

  @Test
  void callersWhoTrickleKeepNobodyOut() throws Exception {
    List<Socket> open = new ArrayList<>();
    try {
      Socket listener = connect();
      open.add(listener);
      listener
          .getOutputStream()
          .write("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
      assertThat(listener.getInputStream().read()).isEqualTo('H');
      for (int i = 0; i < 300; i++) {
        Socket trickling = connect();
        open.add(trickling);
        trickling.getOutputStream().write('G');
      }
      assertThat(answer(ONE_MORE)).contains("there is nothing at /no-more");
      assertThat(open.get(1).getInputStream().read()).as("who has trickled longest").isNegative();
      Socket last = open.get(open.size() - 1);
      last.getOutputStream().write(ONE_MORE.substring(1).getBytes(ISO_8859_1));
      assertThat(all(last)).as("who came last").contains("there is nothing at /no-more");
      listener.getInputStream().skipNBytes(listener.getInputStream().available());
      assertThat(listener.getInputStream().read()).as("who listens").isNotNegative();
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  private static void assertRefused(String answer, int status, String sentence) throws IOException {
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("application/json");
    String body = answer.substring(answer.indexOf("\r\n\r\n"));
    assertThat(Served.JSON.readTree(body).get("error").asText()).contains(sentence);
  }

  /** All that comes until the other side ends the connection. */
  private String answer(String request) throws IOException {
    try (Socket socket = connect()) {
      Thread sending = new Thread(() -> send(socket, request));
      sending.start();
      return all(socket);
    }
  }

  private static void send(Socket socket, String request) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(ISO_8859_1));
    } catch (IOException e) {
      // it was refused before it was all there
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", served.api.address().getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }
}
