package org.evsebridge.simulator.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.evsebridge.simulator.config.MeterBlock;
import org.evsebridge.simulator.house.House;
import org.evsebridge.simulator.meter.MeterFaults;
import org.evsebridge.simulator.station.Station.Models;

/** The house and its smart meter. */
final class HouseRoutes {
  private final Controlled controlled;

  HouseRoutes(Controlled controlled) {
    this.controlled = controlled;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "/house", call -> controlled.station().ask(models -> StateView.house(models.house()))),
        Route.does("PUT", "/house/loads/{load}", this::switchLoad),
        Route.bare("POST", "/house/fuses/reset", call -> act(m -> m.house().resetFuses())),
        Route.get(
            "/meter", call -> controlled.station().ask(models -> StateView.meter(models.meter()))),
        Route.does("PUT", "/meter/faults", this::spoil),
        Route.bare("DELETE", "/meter/faults", call -> act(m -> m.meter().faults(MeterFaults.NONE))),
        Route.does("POST", "/meter/silence", this::silence));
  }

  private void switchLoad(Call call) {
    boolean on =
        call.read(
            (fields, problems) -> {
              if (!fields.has("on")) {
                problems.add(fields.at(), "'on' is missing: true or false");
              }
              Optional<Boolean> given = fields.flag("on");
              fields.done();
              return given.orElse(false);
            });
    String load = call.name("load");
    act(
        models -> {
          House house = models.house();
          if (!house.appliances().contains(load)) {
            throw ApiException.notFound(
                "there is no load '" + load + "', only " + String.join(", ", house.appliances()));
          }
          if (on) {
            house.switchOn(load);
          } else {
            house.switchOff(load);
          }
        });
  }

  private void spoil(Call call) {
    MeterFaults faults = call.read((fields, problems) -> MeterBlock.faults(fields));
    act(models -> models.meter().faults(faults));
  }

  private void silence(Call call) {
    Duration howLong =
        call.read(
            (fields, problems) -> {
              if (!fields.has("for")) {
                problems.add(fields.at(), "'for' is missing: a duration such as 30s");
              }
              Optional<Duration> given = fields.duration("for");
              fields.done();
              return given.orElse(Duration.ZERO);
            });
    act(models -> models.meter().silence(howLong));
  }

  private void act(Consumer<Models> action) {
    controlled
        .station()
        .ask(
            models -> {
              action.accept(models);
              return null;
            });
  }
}
