package org.evsebridge.simulator.scenario;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.p1.TelegramFramer;
import org.evsebridge.simulator.controller.AduModuleBus;
import org.evsebridge.simulator.controller.Controller;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.time.Ticking;

/**
 * What a scenario acts on: the station and its controller, who works once a simulated second. Not
 * thread-safe; the station's lock is held by whoever ticks.
 */
final class World implements Ticking {
  private final Station station;
  private final Optional<Controller> controller;
  private final TelegramFramer framer = new TelegramFramer(this::tell, () -> {});
  private volatile boolean alive = true;
  private boolean started;
  private long second = Long.MIN_VALUE;
  private long telegrams;

  World(Station station, ControllerSettings settings) {
    this.station = station;
    this.controller =
        settings
            .rule()
            .map(
                rule ->
                    new Controller(rule, new AduModuleBus(this::askOrFail), settings.targets()));
  }

  private Adu askOrFail(String line, Adu request) throws IOException {
    return station
        .answer(line, request)
        .orElseThrow(() -> new IOException("unit " + request.unit() + " does not answer"));
  }

  /** Puts a request on a line. */
  Optional<Adu> ask(String line, Adu request) {
    return station.answer(line, request);
  }

  Station.Models models() {
    return station.ask(models -> models);
  }

  Instant now() {
    return models().clock().instant();
  }

  @Override
  public void tick(Duration step) {
    station.tick(step);
    if (controller.isPresent() && alive) {
      control(controller.get());
    }
  }

  private void control(Controller working) {
    Station.Models models = models();
    if (models.meter().sent() != telegrams) {
      telegrams = models.meter().sent();
      framer.take(models.meter().lastSent());
    }
    long now = models.clock().instant().getEpochSecond();
    if (now != second) {
      second = now;
      everySecond(working);
    }
  }

  private void tell(Telegram telegram) {
    try {
      controller.orElseThrow().telegram(telegram);
    } catch (IOException e) {
      // It goes on with what it knows.
    }
  }

  private void everySecond(Controller working) {
    try {
      if (!started) {
        working.start();
        started = true;
      }
      working.everySecond();
    } catch (IOException e) {
      // The start failed: it is tried again in a second.
    }
  }

  boolean isControllerAlive() {
    return alive;
  }

  /** The controller does nothing any more; the modules keep their last limits. */
  void killController() {
    alive = false;
  }

  /** The controller is there again and starts anew. */
  void reviveController() {
    alive = true;
    started = false;
  }
}
