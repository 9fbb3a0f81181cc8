package org.evsebridge.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evsebridge.bridge.process.Threads;
import org.evsebridge.simulator.scenario.HttpDeed;

/** A running evcc as a scenario sees it: by its REST API, and by what it prints. */
final class EvccApi implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final long ASKED_EVERY_MILLIS = 500;

  /** A line of its log that complains: {@code [site ] WARN 2026/11/28 18:00:00 …}. */
  private static final Pattern COMPLAINT =
      Pattern.compile("^\\[[^]]*] (WARN|ERROR|FATAL) (?:\\S+ \\S+ )?(.*)$");

  private final URI base;
  private final Consumer<String> note;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(Threads.factory("evcc-api"));
  private final AtomicLong warnings = new AtomicLong();
  private final AtomicLong errors = new AtomicLong();
  private volatile JsonNode state = JSON.createObjectNode();

  /**
   * Begins to ask it for its state.
   *
   * @param port of its API on this machine
   * @param note gets what a person wants to know, on a thread of its own
   */
  EvccApi(int port, Consumer<String> note) {
    this.base = URI.create("http://127.0.0.1:" + port + "/api/");
    this.note = note;
    worker.scheduleWithFixedDelay(this::ask, 0, ASKED_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void ask() {
    try {
      HttpRequest request = HttpRequest.newBuilder(base.resolve("state")).timeout(TIMEOUT).build();
      String body = body(http.sendAsync(request, BodyHandlers.ofString()));
      JsonNode answer = JSON.readTree(body);
      state = answer.path("result").isObject() ? answer.get("result") : answer;
    } catch (IOException | ExecutionException | TimeoutException e) {
      state = JSON.createObjectNode(); // it is not up, or not any more
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /** All of it in time: a request's own timeout is over with the head of the answer. */
  private static String body(CompletableFuture<HttpResponse<String>> answer)
      throws ExecutionException, TimeoutException, InterruptedException {
    try {
      return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).body();
    } finally {
      answer.cancel(true);
    }
  }

  /** Whether it answers and has read the meter and every charger. */
  boolean isReady() {
    JsonNode now = state;
    boolean meter =
        JsonPath.at(now, "grid.power").isNumber() || JsonPath.at(now, "gridPower").isNumber();
    JsonNode loadpoints = now.path("loadpoints");
    boolean chargers = loadpoints.size() > 0;
    for (JsonNode loadpoint : loadpoints) {
      chargers &= loadpoint.path("connected").isBoolean();
    }
    return meter && chargers;
  }

  /** As {@link org.evsebridge.simulator.scenario.OutsideApi#value(String)}. */
  double value(String path) {
    return JsonPath.value(state, path);
  }

  /** The request that posts to a path of its API. */
  HttpDeed posting(String path) {
    String url = base.resolve(path).toString();
    return new HttpDeed("POST", url, Optional.empty(), OptionalInt.empty(), "evcc post " + path);
  }

  /** Takes a line that it has printed. */
  void printed(String line) {
    Matcher complaint = COMPLAINT.matcher(line);
    if (complaint.matches()) {
      (complaint.group(1).equals("WARN") ? warnings : errors).incrementAndGet();
      note.accept("evcc " + complaint.group(1) + ": " + complaint.group(2));
    }
  }

  /** Counts its complaints from now on. */
  void forgetComplaints() {
    warnings.set(0);
    errors.set(0);
  }

  /** How often it has warned. */
  long warnings() {
    return warnings.get();
  }

  /** How many errors it has told. */
  long errors() {
    return errors.get();
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
