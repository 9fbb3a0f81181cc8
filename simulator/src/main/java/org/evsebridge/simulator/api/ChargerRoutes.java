package org.evsebridge.simulator.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.simulator.charger.Fault;
import org.evsebridge.simulator.config.CarBlock;
import org.evsebridge.simulator.config.ChargerBlock;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.Station.Models;
import org.evsebridge.simulator.vehicle.Car;
import org.evsebridge.simulator.vehicle.CarModel;

/** The charging modules and their cars. */
final class ChargerRoutes {
  private static final Body<CarModel> CAR = new Body<>("CarBody", CarBlock.BLOCK);

  private static final Body<UnaryOperator<CarModel>> CHANGE =
      new Body<>("CarChangeBody", CarBlock.CHANGE);

  private final Controlled controlled;

  ChargerRoutes(Controlled controlled) {
    this.controlled = controlled;
  }

  /** All the chargers. */
  record ChargersView(List<StateView.ChargerView> chargers) {}

  List<ApiRoute> routes() {
    String one = "/chargers/{charger}";
    return List.of(
        ApiRoute.get(
            "/chargers",
            call ->
                controlled
                    .station()
                    .ask(
                        models ->
                            new ChargersView(
                                models.chargers().stream().map(StateView::charger).toList()))),
        ApiRoute.get(
            one,
            call -> controlled.station().ask(models -> StateView.charger(charger(models, call)))),
        ApiRoute.takes(CAR, "PUT", one + "/car", this::plug),
        ApiRoute.takes(CHANGE, "PATCH", one + "/car", this::change),
        ApiRoute.bare("DELETE", one + "/car", call -> act(call, Charger::unplug)),
        ApiRoute.bare("POST", one + "/button", call -> act(call, c -> c.module().pressButton())),
        ApiRoute.bare(
            "POST", one + "/power-cycle", call -> act(call, c -> c.module().powerCycle())),
        ApiRoute.bare("PUT", one + "/faults/{fault}", this::cause),
        ApiRoute.bare("DELETE", one + "/faults/{fault}", this::remove));
  }

  /** An empty body is the car that belongs to the charger. */
  private void plug(Call call) {
    Optional<CarModel> car = call.hasBody() ? Optional.of(call.read(CAR)) : Optional.empty();
    act(call, charger -> car.ifPresentOrElse(charger::plugIn, charger::plugIn));
  }

  /** The car that is plugged in becomes another one, or gets another charge or target. */
  private void change(Call call) {
    UnaryOperator<CarModel> change = call.read(CHANGE);
    act(
        call,
        charger -> {
          Car car =
              charger
                  .module()
                  .car()
                  .orElseThrow(() -> new ApiException(409, "no car is plugged in: PUT one"));
          car.become(change.apply(car.now()));
        });
  }

  private void cause(Call call) {
    Fault fault = fault(call);
    act(call, charger -> charger.module().cause(fault));
  }

  private void remove(Call call) {
    Fault fault = fault(call);
    act(call, charger -> charger.module().remove(fault));
  }

  /** The name in the path. */
  static final Key<Fault> FAULT = Key.of("fault", ChargerBlock.FAULT).says("what goes wrong");

  private static Fault fault(Call call) {
    return Fault.ofKey(call.name("fault"))
        .orElseThrow(
            () ->
                ApiException.notFound(
                    "there is no fault '" + call.name("fault") + "', only " + Fault.keys()));
  }

  private void act(Call call, Consumer<Charger> action) {
    controlled.station().act(models -> action.accept(charger(models, call)));
  }

  static Charger charger(Models models, Call call) {
    return models
        .charger(call.name("charger"))
        .orElseThrow(
            () ->
                ApiException.notFound(
                    "there is no charger '"
                        + call.name("charger")
                        + "', only "
                        + String.join(
                            ", ",
                            models.chargers().stream().map(c -> c.settings().name()).toList())));
  }
}
