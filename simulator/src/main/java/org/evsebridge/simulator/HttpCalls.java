package org.evsebridge.simulator;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.evsebridge.bridge.process.Threads;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.simulator.report.Verdict;
import org.evsebridge.simulator.scenario.HttpDeed;

/**
 * The requests that a scenario sends to programs outside, one after the other, and what it asks
 * them for, twice a second. Thread-safe; nothing of it waits but {@link #settle} and {@link
 * #askAll}.
 */
final class HttpCalls implements AutoCloseable {
  static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long ASKED_EVERY_MILLIS = 500;
  private static final int MOST_ADDRESSES = 16;
  private static final int LARGEST_ANSWER_MIB = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final UnaryOperator<String> ports;
  private final Consumer<String> note;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ExecutorService sender = Executors.newSingleThreadExecutor(Threads.factory("http"));
  private final ScheduledExecutorService asker =
      Executors.newSingleThreadScheduledExecutor(Threads.factory("http-checks"));
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();
  private final List<Sent> sent = new ArrayList<>(); // guarded by itself

  /** A request, and what came of it. */
  private record Sent(HttpDeed deed, Future<Verdict> verdict) {}

  /** What an address has answered last, which is nothing where something was wrong with it. */
  private record Asked(JsonNode answer, String trouble) {
    static final Asked NOTHING = wrong("");

    static Asked wrong(String trouble) {
      return new Asked(JSON.createObjectNode(), trouble);
    }
  }

  /**
   * @param ports puts the run's ports in the place of their placeholders
   * @param note gets what a person wants to know, on a thread of its own
   */
  HttpCalls(UnaryOperator<String> ports, Consumer<String> note) {
    this.ports = ports;
    this.note = note;
    asker.scheduleWithFixedDelay(
        this::askAll, ASKED_EVERY_MILLIS, ASKED_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Asks for every value that somebody has wanted so far; waits for the answers, each as long as it
   * may take.
   */
  void askAll() {
    asked.keySet().forEach(this::ask);
  }

  void send(HttpDeed deed) {
    synchronized (sent) {
      sent.add(new Sent(deed, sender.submit(() -> verdict(deed))));
    }
  }

  private Verdict verdict(HttpDeed deed) throws InterruptedException {
    BodyPublisher body =
        deed.body().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody);
    String seen;
    boolean passed = false;
    try {
      HttpRequest.Builder request = request(deed.url()).method(deed.method(), body);
      if (deed.body().isPresent()) {
        request.header("Content-Type", "application/json");
      }
      int status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
      passed = deed.expects(status);
      seen = "answered " + status + (passed ? "" : ", expected " + deed.expected());
    } catch (IOException e) {
      seen = trouble(e);
    }
    if (!passed) {
      note.accept(deed.text() + ": " + seen);
    }
    return Verdict.of(deed.text(), passed, seen);
  }

  private HttpRequest.Builder request(String url) {
    return HttpRequest.newBuilder(URI.create(ports.apply(url))).timeout(TIMEOUT);
  }

  private static String trouble(IOException e) {
    return e instanceof HttpTimeoutException
        ? "no answer within " + Durations.format(TIMEOUT)
        : "no answer: " + (e.getMessage() == null ? "no connection" : e.getMessage());
  }

  /** As {@link org.evsebridge.simulator.scenario.OutsideApi#value(String, String)}. */
  double value(String url, String path) {
    Asked last = asked.get(url);
    if (last == null && asked.size() < MOST_ADDRESSES) {
      asked.putIfAbsent(url, Asked.NOTHING);
    }
    return last == null ? Double.NaN : JsonPath.value(last.answer, path);
  }

  private synchronized void ask(String url) {
    Asked before = asked.get(url);
    Asked now;
    try {
      now = answer(http.send(request(url).build(), BodyHandlers.ofInputStream()));
    } catch (JacksonException e) {
      now = Asked.wrong("answered what is no JSON");
    } catch (IOException e) {
      now = Asked.wrong(trouble(e));
    } catch (IllegalArgumentException e) {
      now = Asked.wrong("cannot be asked: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
      return;
    }
    asked.put(url, now);
    if (!now.trouble.equals(before.trouble)) {
      note.accept("http " + url + ": " + (now.trouble.isEmpty() ? "answers again" : now.trouble));
    }
  }

  private static Asked answer(HttpResponse<InputStream> answer) throws IOException {
    try (InputStream body = answer.body()) {
      endLater(body); // the request's own time is over with the head of the answer
      int largest = LARGEST_ANSWER_MIB << 20;
      byte[] bytes = body.readNBytes(largest + 1);
      if (answer.statusCode() / 100 != 2) {
        return Asked.wrong("answered " + answer.statusCode());
      }
      return bytes.length > largest
          ? Asked.wrong("answered more than " + LARGEST_ANSWER_MIB + " MiB")
          : new Asked(JSON.readTree(bytes), "");
    }
  }

  /** Whoever reads it then reads its end. */
  private static void endLater(InputStream body) {
    Executor later = CompletableFuture.delayedExecutor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture.runAsync(
        () -> {
          try {
            body.close();
          } catch (IOException e) {
            // Nobody reads it any more.
          }
        },
        later);
  }

  /** Waits until every request is answered or has had its time. */
  void settle() throws InterruptedException {
    for (Sent one : all()) {
      try {
        one.verdict.get(2 * TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        continue; // its verdict says so
      } catch (TimeoutException e) {
        return; // the verdicts say so
      }
    }
  }

  private List<Sent> all() {
    synchronized (sent) {
      return List.copyOf(sent);
    }
  }

  /** What came of each request so far. */
  List<Verdict> verdicts() {
    List<Verdict> verdicts = new ArrayList<>();
    for (Sent one : all()) {
      verdicts.add(
          one.verdict.isDone() ? result(one) : Verdict.of(one.deed.text(), false, "no answer yet"));
    }
    return verdicts;
  }

  private static Verdict result(Sent one) {
    try {
      return one.verdict.get();
    } catch (ExecutionException e) {
      return Verdict.of(one.deed.text(), false, String.valueOf(e.getCause().getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Verdict.of(one.deed.text(), false, "interrupted");
    }
  }

  @Override
  public void close() {
    sender.shutdownNow();
    asker.shutdownNow();
  }
}
