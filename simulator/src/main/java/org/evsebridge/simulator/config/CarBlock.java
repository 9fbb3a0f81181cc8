package org.evsebridge.simulator.config;

import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.simulator.vehicle.CarModel;
import org.evsebridge.simulator.vehicle.CarModel.Battery;
import org.evsebridge.simulator.vehicle.CarModel.Draw;
import org.evsebridge.simulator.vehicle.CarModel.Habits;
import org.evsebridge.simulator.vehicle.CarModel.Timing;
import org.evsebridge.simulator.vehicle.CarPreset;
import org.evsebridge.simulator.vehicle.PilotSignal;

/** A {@code car} block: a preset, and what differs from it. */
public final class CarBlock {
  private CarBlock() {}

  /** Takes the keys of a car out of its block and reports those that are left. */
  public static CarModel read(Fields fields) {
    CarModel preset =
        fields
            .value("preset", "one of " + CarPreset.keys(), CarPreset::ofKey)
            .orElse(CarPreset.THREE_PHASE_11KW)
            .model();
    CarModel model =
        new CarModel(
            fields.integer("phases", 1, 3).orElse(preset.phases()),
            fields
                .number("max-current", PilotSignal.LOWEST_AMPERES, 63)
                .orElse(preset.maxAmperes()),
            battery(fields, preset.battery()),
            timing(fields, preset.timing()),
            draw(fields, preset.draw()),
            habits(fields, preset.habits()));
    fields.done();
    return model;
  }

  private static Battery battery(Fields fields, Battery preset) {
    return new Battery(
        fields.number("battery", 1, 1000).orElse(preset.kilowattHours()),
        fields.number("soc", 0, 100).orElse(preset.percent()),
        fields.number("target", 0, 100).orElse(preset.targetPercent()));
  }

  private static Timing timing(Fields fields, Timing preset) {
    return new Timing(
        fields.duration("start-delay").orElse(preset.startDelay()),
        fields.duration("reaction").orElse(preset.reaction()),
        fields.number("ramp", 0.1, 100).orElse(preset.rampAmperesPerSecond()));
  }

  private static Draw draw(Fields fields, Draw preset) {
    return new Draw(
        fields.number("min-current", 0, 63).orElse(preset.least()),
        fields.number("draws-below", 0, 32).orElse(preset.below()),
        fields.number("overdraw", 0, 32).orElse(preset.over()),
        fields.number("start-peak", 0, 100).orElse(preset.startPeak()));
  }

  private static Habits habits(Fields fields, Habits preset) {
    Optional<Duration> sleepsAfter = fields.duration("sleeps-after");
    Optional<Duration> dropsPhaseAfter = fields.duration("drops-phase-after");
    return new Habits(
        sleepsAfter.isPresent() ? sleepsAfter : preset.sleepsAfter(),
        dropsPhaseAfter.isPresent() ? dropsPhaseAfter : preset.dropsPhaseAfter(),
        fields.flag("sticky-phases").orElse(preset.stickyPhases()),
        fields.flag("ventilation").orElse(preset.ventilation()),
        fields.flag("diode-fault").orElse(preset.diodeFault()));
  }
}
