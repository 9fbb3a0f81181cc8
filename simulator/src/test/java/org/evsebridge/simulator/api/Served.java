package org.evsebridge.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.simulator.line.LineFaults;
import org.evsebridge.simulator.line.Rs485Bus;
import org.evsebridge.simulator.line.Way;
import org.evsebridge.simulator.scenario.Watches;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.testing.DefaultStation;
import org.evsebridge.simulator.time.RealTimeDriver;
import org.evsebridge.simulator.time.Ticking;

/** The usual station at a standstill behind its control API, and a client. */
final class Served implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  /** Another port than the default, which whoever starts a controller must be told. */
  private static final Controlled.Addresses ADDRESSES =
      new Controlled.Addresses("127.0.0.1:2000", "127.0.0.1:15020", "/tmp/a rig");

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final ActivityLog activity = new ActivityLog();
  final Station station;
  final Watches watches;
  final RealTimeDriver driver;
  final Rs485Bus bus;
  final ControlApi api;
  final HttpClient client = HttpClient.newHttpClient();

  Served(Optional<String> token) throws Exception {
    station = DefaultStation.at(ZonedDateTime.parse("2026-11-22T12:00:00+01:00[Europe/Amsterdam]"));
    bus = DefaultStation.bus(station, new LineFaults(1), activity::transaction);
    bus.reachedBy(Way.TAP);
    watches = new Watches(station);
    Ticking both =
        step -> {
          station.tick(step);
          watches.tick(step);
        };
    driver = RealTimeDriver.start(activity.watching(station, both), 1, true);
    api =
        ControlApi.start(
            new InetSocketAddress("127.0.0.1", 0),
            token,
            new Controlled(
                station, driver, Map.of("rs485", bus), activity, watches, Optional.of(ADDRESSES)));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.address().getPort() + path))
        .timeout(PATIENCE);
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> ask(String method, String path, String body) throws Exception {
    HttpRequest.BodyPublisher publisher =
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    return send(request(path).method(method, publisher).build());
  }

  JsonNode get(String path) throws Exception {
    return JSON.readTree(ask("GET", path, "").body());
  }

  /** Lets simulated time pass. */
  void run(String duration) throws Exception {
    ask("POST", "/clock/step", "{\"by\": \"" + duration + "\"}");
  }

  @Override
  public void close() {
    api.close();
    driver.close();
    bus.close();
  }
}
