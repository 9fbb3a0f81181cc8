package org.evsebridge.simulator.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.evsebridge.simulator.time.RealTimeDriver;

/** Simulated time. */
final class ClockRoutes {
  /** What one request may let pass; a day takes a few seconds to compute. */
  private static final Duration LONGEST_STEP = Duration.ofDays(1);

  private static final double SLOWEST = 0.01;

  private final Controlled controlled;

  ClockRoutes(Controlled controlled) {
    this.controlled = controlled;
  }

  /** The simulated time and how it passes. */
  record ClockView(String now, boolean paused, double speed) {}

  /** A change of the clock; what is empty stays. */
  private record Change(Optional<Boolean> paused, Optional<Double> speed) {}

  List<Route> routes() {
    return List.of(
        Route.get("/clock", call -> view()),
        new Route("PATCH", "/clock", 200, this::change),
        new Route("POST", "/clock/step", 200, this::step));
  }

  ClockView view() {
    RealTimeDriver driver = controlled.driver();
    return new ClockView(
        controlled
            .station()
            .ask(m -> m.clock().instant().atZone(m.clock().zone()).toOffsetDateTime().toString()),
        driver.isPaused(),
        driver.speed());
  }

  private Object change(Call call) {
    Change change =
        call.read(
            (fields, problems) -> {
              Change wanted =
                  new Change(
                      fields.flag("paused"),
                      fields.number("speed", SLOWEST, RealTimeDriver.FASTEST));
              fields.done();
              return wanted;
            });
    change.speed().ifPresent(controlled.driver()::speed);
    change
        .paused()
        .ifPresent(
            pause -> {
              if (pause) {
                controlled.driver().pause();
              } else {
                controlled.driver().resume();
              }
            });
    return view();
  }

  private Object step(Call call) {
    Duration amount =
        call.read(
            (fields, problems) -> {
              if (!fields.has("by")) {
                problems.add(fields.at(), "'by' is missing: a duration such as 10s");
              }
              Optional<Duration> given = fields.duration("by");
              if (given.filter(d -> d.compareTo(LONGEST_STEP) > 0).isPresent()) {
                problems.add(fields.at(), "'by' must be a day at most");
              }
              fields.done();
              return given.orElse(Duration.ZERO);
            });
    controlled.driver().step(amount);
    return view();
  }
}
