package org.evsebridge.simulator.api;

import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.simulator.config.TimeBlock;
import org.evsebridge.simulator.time.RealTimeDriver;

/** Simulated time. */
final class ClockRoutes {
  /** What one request may let pass; a day takes a few seconds to compute. */
  private static final Duration LONGEST_STEP = Duration.ofDays(1);

  private static final double SLOWEST = 0.01;

  private static final Key<Optional<Boolean>> PAUSED =
      Key.onOff("paused").optional("as it is").says("whether time stands still");

  private static final Key<Optional<Double>> SPEED =
      Key.number("speed", SLOWEST, RealTimeDriver.FASTEST)
          .optional("as it is")
          .says("simulated over real time");

  private static final Key<Optional<LocalDateTime>> NOW =
      Key.of("now", TimeBlock.MOMENT)
          .optional("as it is")
          .says("local date and time from now on; nothing passes in between")
          .such("2026-06-21 12:00");

  private static final Body<Values> CHANGE = new Body<>("ClockBody", Block.of(PAUSED, SPEED, NOW));

  private static final Key<Duration> BY =
      Key.durationUpTo("by", LONGEST_STEP).says("how much time passes");

  private static final Body<Values> STEP = new Body<>("StepBody", Block.of(BY));

  private final Controlled controlled;

  ClockRoutes(Controlled controlled) {
    this.controlled = controlled;
  }

  /** The simulated time and how it passes. */
  record ClockView(String now, boolean paused, double speed) {}

  List<ApiRoute> routes() {
    return List.of(
        ApiRoute.get("/clock", call -> view()),
        ApiRoute.takes(CHANGE, "PATCH", "/clock", 200, this::change),
        ApiRoute.takes(STEP, "POST", "/clock/step", 200, this::step));
  }

  ClockView view() {
    RealTimeDriver driver = controlled.driver();
    return new ClockView(
        controlled
            .station()
            .ask(m -> ISO_OFFSET_DATE_TIME.format(m.clock().instant().atZone(m.clock().zone()))),
        driver.isPaused(),
        driver.speed());
  }

  /** Answered when no step is under way any more that began before: a clock that stands, stands. */
  private CompletableFuture<ClockView> change(Call call) {
    Values wanted = call.read(CHANGE);
    wanted.get(NOW).ifPresent(controlled.station()::setClock);
    wanted.get(SPEED).ifPresent(controlled.driver()::speed);
    wanted
        .get(PAUSED)
        .ifPresent(
            pause -> {
              if (pause) {
                controlled.driver().pause();
              } else {
                controlled.driver().resume();
              }
            });
    return controlled.driver().order(Duration.ZERO).thenApply(passed -> view());
  }

  /** Nobody waits for it on a thread: a day takes long, and many may ask for one at a time. */
  private CompletableFuture<ClockView> step(Call call) {
    return controlled.driver().order(call.read(STEP).get(BY)).thenApply(passed -> view());
  }
}
