package org.evsebridge.bridge.http;

import java.time.Duration;
import java.util.OptionalDouble;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.house.ModuleReading;
import org.evsebridge.bridge.house.SignedCurrent;
import org.evsebridge.bridge.registers.ErrorBit;
import org.evsebridge.bridge.registers.ModuleState;

/** A charging module as {@code /api/bridge} shows it. */
final class ModuleView {
  private ModuleView() {}

  static JsonObject of(ModuleReading module) {
    JsonObject view =
        new JsonObject()
            .with("line", module.line())
            .with("unit", module.unit())
            .with("fresh", module.isFresh());
    module.age().ifPresent(age -> view.with("last_answer_age_seconds", Duration.ofMillis(age)));
    view.with("serial", module.serial()).with("firmware", module.firmware());
    return module.isFresh() ? now(view, module) : view;
  }

  private static JsonObject now(JsonObject view, ModuleReading module) {
    view.with("state", module.state().map(ModuleState::toString))
        .with("errors", module.errors().stream().map(ErrorBit::toString).sorted().toList())
        .with("limit_amperes", module.limit())
        .with("advertised_amperes", module.advertised())
        .with("cable_amperes", module.cable())
        .with("three_phases", module.threePhases())
        .with("charging_phases", module.chargingPhases())
        .with("watts", rounded(module.watts()))
        .with("session_kwh", rounded(module.sessionKwh()))
        .with("total_kwh", rounded(module.totalKwh()))
        .with("celsius", module.celsius());
    JsonObject phases = new JsonObject();
    for (Phase phase : Phase.values()) {
      JsonObject one = new JsonObject();
      module
          .amperes()
          .ifPresent(all -> one.with("amperes", SignedCurrent.thousandths(all.get(phase))));
      module.volts().ifPresent(all -> one.with("volts", SignedCurrent.thousandths(all.get(phase))));
      phases.with(phase.name(), one);
    }
    return view.with("phases", phases);
  }

  private static OptionalDouble rounded(OptionalDouble number) {
    return number.isPresent()
        ? OptionalDouble.of(SignedCurrent.thousandths(number.getAsDouble()))
        : number;
  }
}
