package org.evsebridge.simulator.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control API: looks at and acts on a running station over HTTP. What it takes is what rig.yaml
 * takes, and it is described in {@code /openapi.yaml}.
 */
public final class ControlApi implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlApi.class);

  /** How much of a body that is too large is still listened to, in bytes. */
  private static final int MOST_IGNORED = 1 << 20;

  private static final int LARGEST_BODY = 65_536;
  private static final int MOST_THREADS = Events.MOST_LISTENERS + 16;
  private static final long IDLE_SECONDS = 30;
  private static final String DESCRIPTION = "/openapi.yaml";
  private static final String EVENTS = "/events";

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final Access access;
  private final Journal journal;
  private final List<Route> routes = new ArrayList<>();

  static {
    // The JDK's server is set up by properties alone: answers leave at once, and a caller who does
    // not finish his request within so many seconds loses his thread.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
  }

  /** Everything at once. */
  record StateOfEverything(
      ClockRoutes.ClockView clock,
      StateView.HouseView house,
      StateView.MeterView meter,
      List<LineRoutes.LineView> lines,
      List<StateView.ChargerView> chargers) {}

  private ControlApi(HttpServer server, Controlled controlled, Optional<String> token) {
    this.server = server;
    this.access = new Access(token);
    this.journal = controlled.journal();
    this.threads =
        new ThreadPoolExecutor(
            0,
            MOST_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "control API");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.CallerRunsPolicy());
    addRoutes(controlled);
  }

  /**
   * Starts serving.
   *
   * @param address port 0 picks a free one
   * @param token what callers must know; empty lets every program of this machine call, and is for
   *     loopback addresses only
   * @throws IOException when the port cannot be had
   */
  public static ControlApi start(
      InetSocketAddress address, Optional<String> token, Controlled controlled) throws IOException {
    if (token.isEmpty() && !address.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException("beyond this machine the control API needs a token");
    }
    ControlApi api = new ControlApi(HttpServer.create(address, 0), controlled, token);
    api.server.createContext("/", api::serve);
    api.server.setExecutor(api.threads);
    api.server.start();
    return api;
  }

  private void addRoutes(Controlled controlled) {
    ClockRoutes clock = new ClockRoutes(controlled);
    LineRoutes lines = new LineRoutes(controlled);
    routes.add(
        Route.get(
            "/",
            call ->
                controlled
                    .station()
                    .ask(
                        models ->
                            new StateOfEverything(
                                clock.view(),
                                StateView.house(models.house()),
                                StateView.meter(models.meter()),
                                lines.all().lines(),
                                models.chargers().stream().map(StateView::charger).toList()))));
    routes.addAll(clock.routes());
    routes.addAll(new ChargerRoutes(controlled).routes());
    routes.addAll(new RegisterRoutes(controlled).routes());
    routes.addAll(new HouseRoutes(controlled).routes());
    routes.addAll(lines.routes());
  }

  /** Every route, the description and the events among them, as {@code METHOD path}. */
  List<String> describeRoutes() {
    List<String> all = new ArrayList<>(List.of("GET " + DESCRIPTION, "GET " + EVENTS));
    routes.forEach(route -> all.add(route.method() + " " + route.path()));
    return all;
  }

  /** Where it serves. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void serve(HttpExchange exchange) {
    try (exchange) {
      try {
        access.check(exchange.getRequestHeaders());
        route(exchange);
      } catch (ApiException e) {
        refuse(exchange, e.status(), e.getMessage());
      } catch (RuntimeException e) {
        LOG.error("control API: {} {}: {}", method(exchange), path(exchange), e.toString());
        LOG.debug("The failed request", e);
        refuse(exchange, 500, "this failed in the simulator, whose log says more");
      }
    } catch (IOException e) {
      LOG.debug("control API: a caller went away", e);
    }
  }

  private void route(HttpExchange exchange) throws IOException {
    String path = path(exchange);
    if (method(exchange).equals("GET") && path.equals(DESCRIPTION)) {
      send(exchange, 200, "application/yaml", description());
    } else if (method(exchange).equals("GET") && path.equals(EVENTS)) {
      stream(exchange);
    } else {
      call(exchange, path);
    }
  }

  private void call(HttpExchange exchange, String path) throws IOException {
    List<String> allowed = new ArrayList<>();
    for (Route route : routes) {
      Optional<Map<String, String>> names = route.match(path);
      if (names.isPresent() && route.method().equals(method(exchange))) {
        Call call = new Call(names.get(), query(exchange, route.parameters()), body(exchange));
        Object answer = route.handler().apply(call);
        journal.look();
        send(
            exchange,
            route.status(),
            "application/json",
            answer == null ? new byte[0] : bytes(Json.text(answer)));
        return;
      }
      names.ifPresent(found -> allowed.add(route.method()));
    }
    if (allowed.isEmpty()) {
      throw ApiException.notFound(
          "there is nothing at " + path + "; " + DESCRIPTION + " says what is");
    }
    exchange.getResponseHeaders().set("Allow", String.join(", ", allowed));
    throw new ApiException(405, path + " takes " + String.join(" and ", allowed));
  }

  private void stream(HttpExchange exchange) throws IOException {
    query(exchange, Set.of());
    if (isHead(exchange)) {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    Events.Stream stream =
        journal
            .events()
            .listen()
            .orElseThrow(() -> new ApiException(503, "too many programs listen already"));
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(200, 0);
    journal.look();
    try (OutputStream out = exchange.getResponseBody()) {
      stream.writeTo(out);
    }
  }

  private static String method(HttpExchange exchange) {
    return isHead(exchange) ? "GET" : exchange.getRequestMethod();
  }

  /** HEAD is answered as GET is, without the body. */
  private static boolean isHead(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("HEAD");
  }

  private static String path(HttpExchange exchange) {
    return exchange.getRequestURI().getPath();
  }

  private static Map<String, String> query(HttpExchange exchange, Set<String> known) {
    Map<String, String> query = new LinkedHashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      String name = decoded(parts[0]);
      if (!known.contains(name)) {
        throw ApiException.badRequest(
            "the parameter '"
                + name
                + "' is not known here; "
                + (known.isEmpty() ? "there is none" : "known is " + String.join(", ", known)));
      }
      query.put(name, parts.length == 2 ? decoded(parts[1]) : "");
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest("the query is not encoded as URLs are");
    }
  }

  private static String body(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      // A caller that is still sending when the connection ends does not hear the answer.
      exchange.getRequestBody().readNBytes(MOST_IGNORED);
      throw new ApiException(413, "a body has " + LARGEST_BODY + " bytes at most");
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  private static byte[] description() throws IOException {
    try (InputStream text = ControlApi.class.getResourceAsStream(DESCRIPTION)) {
      return text.readAllBytes();
    }
  }

  /** What went wrong, as every refusal tells it. */
  record ErrorView(String error) {}

  private static void refuse(HttpExchange exchange, int status, String sentence)
      throws IOException {
    if (status == 401) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
    }
    send(exchange, status, "application/json", bytes(Json.text(new ErrorView(sentence))));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    if (body.length == 0) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", type);
    if (isHead(exchange)) {
      exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Stops serving and ends every stream of events. */
  @Override
  public void close() {
    journal.events().end();
    server.stop(0);
    threads.shutdownNow();
  }
}
