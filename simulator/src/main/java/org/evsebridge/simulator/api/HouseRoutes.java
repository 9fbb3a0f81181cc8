package org.evsebridge.simulator.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.simulator.config.BatteryBlock;
import org.evsebridge.simulator.config.MeterFaultsBlock;
import org.evsebridge.simulator.config.SunChangeBlock;
import org.evsebridge.simulator.house.Battery;
import org.evsebridge.simulator.house.BatterySettings;
import org.evsebridge.simulator.house.House;
import org.evsebridge.simulator.house.Sun;
import org.evsebridge.simulator.meter.MeterFaults;
import org.evsebridge.simulator.station.Station.Models;

/** The house and its smart meter. */
final class HouseRoutes {
  private static final Key<Boolean> ON =
      Key.onOff("on").says("true or false: whether it is switched on");

  private static final Body<Values> SWITCH = new Body<>("SwitchBody", Block.of(ON));

  private static final Body<MeterFaults> FAULTS =
      new Body<>("MeterFaultsBody", MeterFaultsBlock.BLOCK);

  private static final Key<Duration> FOR =
      Key.duration("for").says("how long no telegram comes: a duration such as 30s");

  private static final Body<Values> SILENCE = new Body<>("SilenceBody", Block.of(FOR));

  private static final Key<Double> AMPERES =
      Key.number("amperes", 0, 1000)
          .says("A; what it draws from each of its phases while it is on")
          .such("16");

  private static final Body<Values> DRAW = new Body<>("DrawBody", Block.of(AMPERES));

  private static final Body<Sun.Change> SUN = new Body<>("SunBody", SunChangeBlock.BLOCK);

  private static final Body<Battery.Change> BATTERY =
      new Body<>("BatteryBody", BatteryBlock.CHANGE);

  private final Controlled controlled;

  HouseRoutes(Controlled controlled) {
    this.controlled = controlled;
  }

  List<ApiRoute> routes() {
    return List.of(
        ApiRoute.get(
            "/house", call -> controlled.station().ask(models -> StateView.house(models.house()))),
        ApiRoute.takes(SWITCH, "PUT", "/house/loads/{load}", this::switchLoad),
        ApiRoute.takes(DRAW, "PATCH", "/house/loads/{load}", this::draw),
        ApiRoute.takes(SUN, "PATCH", "/house/sun", this::changeSun),
        ApiRoute.bare("DELETE", "/house/sun", call -> act(m -> m.house().sun().reset())),
        ApiRoute.takes(BATTERY, "PATCH", "/house/battery", this::changeBattery),
        ApiRoute.bare("DELETE", "/house/battery", call -> act(m -> m.house().battery().reset())),
        ApiRoute.bare("POST", "/house/fuses/reset", call -> act(m -> m.house().resetFuses())),
        ApiRoute.get(
            "/meter", call -> controlled.station().ask(models -> StateView.meter(models.meter()))),
        ApiRoute.get(
            "/meter/telegram",
            call -> controlled.station().ask(models -> TelegramView.of(models.meter()))),
        ApiRoute.takes(FAULTS, "PUT", "/meter/faults", this::spoil),
        ApiRoute.bare(
            "DELETE", "/meter/faults", call -> act(m -> m.meter().faults(MeterFaults.NONE))),
        ApiRoute.takes(SILENCE, "POST", "/meter/silence", this::silence));
  }

  private void switchLoad(Call call) {
    boolean on = call.read(SWITCH).get(ON);
    String load = call.name("load");
    act(
        models -> {
          House house = models.house();
          requireOne(load, house.appliances());
          if (on) {
            house.switchOn(load);
          } else {
            house.switchOff(load);
          }
        });
  }

  private void draw(Call call) {
    double amperes = call.read(DRAW).get(AMPERES);
    String load = call.name("load");
    act(
        models -> {
          requireOne(load, models.house().loads());
          models.house().draw(load, amperes);
        });
  }

  private static void requireOne(String load, Set<String> all) {
    if (!all.contains(load)) {
      throw ApiException.notFound(
          "there is no load '" + load + "', only " + String.join(", ", all));
    }
  }

  private void changeSun(Call call) {
    Sun.Change change = call.read(SUN);
    act(models -> models.house().sun().change(change));
  }

  private void changeBattery(Call call) {
    Battery.Change change = call.read(BATTERY);
    act(
        models -> {
          Battery battery = models.house().battery();
          BatterySettings changed =
              battery
                  .with(change)
                  .orElseThrow(
                      () ->
                          ApiException.notFound(
                              "the house has no battery: give it a 'capacity' too"));
          Optional<String> fault = BatteryBlock.fault(changed);
          if (fault.isPresent()) {
            throw ApiException.badRequest(fault.get());
          }
          battery.change(change);
        });
  }

  private void spoil(Call call) {
    MeterFaults faults = call.read(FAULTS);
    act(models -> models.meter().faults(faults));
  }

  private void silence(Call call) {
    Duration howLong = call.read(SILENCE).get(FOR);
    act(models -> models.meter().silence(howLong));
  }

  private void act(Consumer<Models> action) {
    controlled.station().act(action);
  }
}
