package org.evsebridge.simulator.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.simulator.vehicle.CarModel;
import org.evsebridge.simulator.vehicle.CarModel.Battery;
import org.evsebridge.simulator.vehicle.CarModel.Habits;
import org.evsebridge.simulator.vehicle.CarModel.Timing;
import org.evsebridge.simulator.vehicle.CarPreset;
import org.evsebridge.simulator.vehicle.PilotSignal;

/** A {@code car} block: a preset, and what differs from it. */
public final class CarBlock {
  private static final String AS_THE_PRESET = "as the preset";

  private static final Key<CarPreset> PRESET =
      Key.choice("preset", List.of(CarPreset.values()), CarPreset::key)
          .or(CarPreset.THREE_PHASE_11KW)
          .says("the car that it is like");

  private static final Key<Integer> PHASES =
      Key.whole("phases", 1, 3)
          .or(AS_THE_PRESET, given -> preset(given).phases())
          .says("how many phases its charger uses, from L1 on");

  private static final Key<Double> MAX_CURRENT =
      Key.number("max-current", PilotSignal.LOWEST_AMPERES, 63)
          .or(AS_THE_PRESET, given -> preset(given).maxAmperes())
          .says("A; what its charger takes from each phase");

  private static final Key<Double> BATTERY =
      Key.number("battery", 1, 1000)
          .or(AS_THE_PRESET, given -> preset(given).battery().kilowattHours())
          .says("kWh; its size");

  private static final Key<Double> SOC =
      Key.number("soc", 0, 100)
          .or(AS_THE_PRESET, given -> preset(given).battery().percent())
          .says("%; the battery's state of charge when the car comes");

  private static final Key<Double> TARGET =
      Key.number("target", 0, 100)
          .or(AS_THE_PRESET, given -> preset(given).battery().targetPercent())
          .says("%; where it stops charging");

  private static final Key<Duration> START_DELAY =
      Key.duration("start-delay")
          .or(AS_THE_PRESET, given -> preset(given).timing().startDelay())
          .says("from the pilot's first pulse until it asks for current");

  private static final Key<Duration> REACTION =
      Key.duration("reaction")
          .or(AS_THE_PRESET, given -> preset(given).timing().reaction())
          .says("until it follows a changed pulse width, or the end of the pulses");

  private static final Key<Double> RAMP =
      Key.number("ramp", 0.1, 100)
          .or(AS_THE_PRESET, given -> preset(given).timing().rampAmperesPerSecond())
          .says("A/s; how fast its current rises");

  private static final Key<Double> OVERDRAW =
      Key.number("overdraw", 0, 32)
          .or(AS_THE_PRESET, given -> preset(given).habits().overdrawAmperes())
          .says("A; how much more than it may it draws, as far as its charger can");

  private static final Key<Optional<Duration>> SLEEPS_AFTER =
      Key.duration("sleeps-after")
          .optional()
          .or(AS_THE_PRESET, given -> preset(given).habits().sleepsAfter())
          .says("how long without pulses until it sleeps; a cut of the pilot wakes it");

  private static final Key<Boolean> VENTILATION =
      Key.onOff("ventilation")
          .or(AS_THE_PRESET, given -> preset(given).habits().ventilation())
          .says("whether it asks for a ventilated place (state D)");

  private static final Key<Boolean> DIODE_FAULT =
      Key.onOff("diode-fault")
          .or(AS_THE_PRESET, given -> preset(given).habits().diodeFault())
          .says("whether the diode in its pilot circuit is missing");

  /** Its keys. */
  public static final Block<CarModel> BLOCK =
      Block.of(
              PRESET,
              PHASES,
              MAX_CURRENT,
              BATTERY,
              SOC,
              TARGET,
              START_DELAY,
              REACTION,
              RAMP,
              OVERDRAW,
              SLEEPS_AFTER,
              VENTILATION,
              DIODE_FAULT)
          .making(CarBlock::car);

  private CarBlock() {}

  private static CarModel preset(Values given) {
    return given.get(PRESET).model();
  }

  private static CarModel car(Values given) {
    return new CarModel(
        given.get(PHASES),
        given.get(MAX_CURRENT),
        new Battery(given.get(BATTERY), given.get(SOC), given.get(TARGET)),
        new Timing(given.get(START_DELAY), given.get(REACTION), given.get(RAMP)),
        new Habits(
            given.get(OVERDRAW),
            given.get(SLEEPS_AFTER),
            given.get(VENTILATION),
            given.get(DIODE_FAULT)));
  }
}
