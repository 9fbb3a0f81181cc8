package org.evsebridge.simulator.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.simulator.vehicle.CarModel;
import org.evsebridge.simulator.vehicle.CarModel.Battery;
import org.evsebridge.simulator.vehicle.CarModel.Draw;
import org.evsebridge.simulator.vehicle.CarModel.Habits;
import org.evsebridge.simulator.vehicle.CarModel.Timing;
import org.evsebridge.simulator.vehicle.CarPreset;
import org.evsebridge.simulator.vehicle.PilotSignal;

/** A {@code car} block: a preset, and the keys that differ from it. */
public final class CarBlock {
  private static final String AS_THE_PRESET = "as the preset";

  private static final Key<CarPreset> PRESET =
      Key.choice("preset", List.of(CarPreset.values()), CarPreset::key)
          .or(CarPreset.THREE_PHASE_11KW)
          .says("the car that it is like");

  private static final Key<Optional<Integer>> PHASES =
      Key.whole("phases", 1, 3)
          .optional(AS_THE_PRESET)
          .says("how many phases its charger uses, from L1 on")
          .such("3");

  private static final Key<Optional<Double>> MAX_CURRENT =
      number(
          "max-current",
          PilotSignal.LOWEST_AMPERES,
          63,
          "A; what its charger takes from each phase",
          "16");

  private static final Key<Optional<Double>> BATTERY =
      number("battery", 1, 1000, "kWh; its size", "60");

  private static final Key<Optional<Double>> SOC =
      number("soc", 0, 100, "%; the battery's state of charge when the car comes", "20");

  private static final Key<Optional<Double>> TARGET =
      number("target", 0, 100, "%; where it stops charging", "80");

  private static final Key<Optional<Duration>> START_DELAY =
      duration("start-delay", "from the pilot's first pulse until it asks for current", "2s");

  private static final Key<Optional<Duration>> REACTION =
      duration(
          "reaction", "until it follows a changed pulse width, or the end of the pulses", "500ms");

  private static final Key<Optional<Double>> RAMP =
      number("ramp", 0.1, 100, "A/s; how fast its current rises", "4");

  private static final Key<Optional<Double>> MIN_CURRENT =
      number("min-current", 0, 63, "A; with less on offer than this it takes nothing", "6");

  private static final Key<Optional<Double>> DRAWS_BELOW =
      number("draws-below", 0, 32, "A; how much less than it may it draws", "0.2");

  private static final Key<Optional<Double>> OVERDRAW =
      number(
          "overdraw",
          0,
          32,
          "A; how much more than it may it draws, as far as its charger can",
          "3");

  private static final Key<Optional<Double>> START_PEAK =
      number(
          "start-peak",
          0,
          100,
          "A; how much more it draws in its first second, whatever its charger can",
          "10");

  private static final Key<Optional<Duration>> SLEEPS_AFTER =
      duration(
          "sleeps-after",
          "how long without pulses until it sleeps; an interruption of the pilot wakes it",
          "1m");

  private static final Key<Optional<Duration>> DROPS_PHASE_AFTER =
      duration(
          "drops-phase-after",
          "how long its charger runs until it is too warm for its last phase",
          "30m");

  private static final Key<Optional<Boolean>> STICKY_PHASES =
      onOff(
          "sticky-phases",
          "whether it goes on with as many phases as it began with, until the pilot is"
              + " interrupted");

  private static final Key<Optional<Boolean>> VENTILATION =
      onOff("ventilation", "whether it asks for a ventilated place (state D)");

  private static final Key<Optional<Boolean>> DIODE_FAULT =
      onOff("diode-fault", "whether the diode in its pilot circuit is missing");

  private static final Key<Optional<CarPreset>> OTHER_PRESET =
      Key.choice("preset", List.of(CarPreset.values()), CarPreset::key)
          .optional("as it is")
          .says("the car that it becomes like; the battery is that car's too, unless told");

  private static final List<Key<?>> DIFFERENCES =
      List.of(
          PHASES,
          MAX_CURRENT,
          BATTERY,
          SOC,
          TARGET,
          START_DELAY,
          REACTION,
          RAMP,
          MIN_CURRENT,
          DRAWS_BELOW,
          OVERDRAW,
          START_PEAK,
          SLEEPS_AFTER,
          DROPS_PHASE_AFTER,
          STICKY_PHASES,
          VENTILATION,
          DIODE_FAULT);

  /** Its keys. */
  public static final Block<CarModel> BLOCK =
      Block.of(withDifferences(PRESET)).making(given -> car(given, given.get(PRESET).model()));

  /** A change of a car that is there, by the same keys. */
  public static final Block<UnaryOperator<CarModel>> CHANGE =
      Block.of(withDifferences(OTHER_PRESET))
          .making(
              given ->
                  now -> car(given, given.get(OTHER_PRESET).map(CarPreset::model).orElse(now)));

  private CarBlock() {}

  private static List<Key<?>> withDifferences(Key<?> preset) {
    List<Key<?>> keys = new ArrayList<>(List.of(preset));
    keys.addAll(DIFFERENCES);
    return keys;
  }

  private static Key<Optional<Double>> number(
      String name, double min, double max, String meaning, String such) {
    return Key.number(name, min, max).optional(AS_THE_PRESET).says(meaning).such(such);
  }

  private static Key<Optional<Duration>> duration(String name, String meaning, String such) {
    return Key.duration(name).optional(AS_THE_PRESET).says(meaning).such(such);
  }

  private static Key<Optional<Boolean>> onOff(String name, String meaning) {
    return Key.onOff(name).optional(AS_THE_PRESET).says(meaning).such("true");
  }

  private static CarModel car(Values given, CarModel base) {
    return new CarModel(
        given.get(PHASES).orElse(base.phases()),
        given.get(MAX_CURRENT).orElse(base.maxAmperes()),
        new Battery(
            given.get(BATTERY).orElse(base.battery().kilowattHours()),
            given.get(SOC).orElse(base.battery().percent()),
            given.get(TARGET).orElse(base.battery().targetPercent())),
        new Timing(
            given.get(START_DELAY).orElse(base.timing().startDelay()),
            given.get(REACTION).orElse(base.timing().reaction()),
            given.get(RAMP).orElse(base.timing().rampAmperesPerSecond())),
        new Draw(
            given.get(MIN_CURRENT).orElse(base.draw().least()),
            given.get(DRAWS_BELOW).orElse(base.draw().below()),
            given.get(OVERDRAW).orElse(base.draw().over()),
            given.get(START_PEAK).orElse(base.draw().startPeak())),
        new Habits(
            given.get(SLEEPS_AFTER).or(base.habits()::sleepsAfter),
            given.get(DROPS_PHASE_AFTER).or(base.habits()::dropsPhaseAfter),
            given.get(STICKY_PHASES).orElse(base.habits().stickyPhases()),
            given.get(VENTILATION).orElse(base.habits().ventilation()),
            given.get(DIODE_FAULT).orElse(base.habits().diodeFault())));
  }
}
