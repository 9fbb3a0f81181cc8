package org.evsebridge.simulator.vehicle;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.evsebridge.simulator.vehicle.CarModel.Battery;
import org.evsebridge.simulator.vehicle.CarModel.Draw;
import org.evsebridge.simulator.vehicle.CarModel.Habits;
import org.evsebridge.simulator.vehicle.CarModel.Timing;

/** Cars with a name. */
public enum CarPreset {
  /** A common car: three phases, 11 kW. */
  THREE_PHASE_11KW(CarModel.of(3, 16)),
  /** A small plug-in hybrid: one phase, 3.7 kW, 10 kWh. */
  HYBRID(CarModel.of(1, 16).with(new Battery(10, 20, 100))),
  /** Two phases, 7.4 kW. */
  TWO_PHASE(CarModel.of(2, 16).with(new Battery(40, 20, 100))),
  /** Three phases, 22 kW. */
  THREE_PHASE_22KW(CarModel.of(3, 32)),
  /** Takes 3 A more than it may. */
  OVERDRAW(CarModel.of(3, 32).with(new Draw(6, 0.2, 3, 0))),
  /** Sleeps after a minute without an offer. */
  SLEEPER(CarModel.of(3, 16).with(Habits.NONE.sleepingAfter(Duration.ofMinutes(1)))),
  /** Charges in ventilated places only. */
  VENTILATION(CarModel.of(3, 16).with(Habits.NONE.wantingVentilation())),
  /** Takes its time to follow the pilot, nearly as much as it may have. */
  SLOW(CarModel.of(3, 16).with(new Timing(Duration.ofSeconds(4), Duration.ofSeconds(2), 1))),
  /** Charges with 7 A and more only. */
  MIN_7A(CarModel.of(3, 32).with(new Draw(7, 0.2, 0, 0))),
  /** Charges with 8 A and more only. */
  MIN_8A(CarModel.of(3, 16).with(new Draw(8, 0.2, 0, 0))),
  /** Charges with 10 A and more only. */
  MIN_10A(CarModel.of(1, 16).with(new Draw(10, 0.2, 0, 0))),
  /** Draws 5 A more in its first second. */
  START_PEAK(CarModel.of(3, 16).with(new Draw(6, 0.2, 0, 5))),
  /** Goes on with as many phases as it began with, until the pilot is interrupted. */
  STICKY_PHASES(CarModel.of(3, 16).with(Habits.NONE.stickingToPhases())),
  /** Its charger gets too warm for three phases after 20 minutes. */
  WARM_CHARGER(CarModel.of(3, 16).with(Habits.NONE.droppingPhaseAfter(Duration.ofMinutes(20)))),
  /** Has no diode in its pilot circuit. */
  DIODE_FAULT(CarModel.of(3, 16).with(Habits.NONE.withoutDiode()));

  private final CarModel model;

  CarPreset(CarModel model) {
    this.model = model;
  }

  public CarModel model() {
    return model;
  }

  /** The name in configuration files and the control API, such as {@code three-phase-11kw}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<CarPreset> ofKey(String key) {
    return Arrays.stream(values()).filter(preset -> preset.key().equals(key)).findFirst();
  }

  /** The preset of which a car is one, however full its battery is. */
  public static Optional<CarPreset> like(CarModel car) {
    return Arrays.stream(values())
        .filter(preset -> preset.model.with(car.battery()).equals(car))
        .findFirst();
  }

  /** All names, for messages. */
  public static String keys() {
    return Arrays.stream(values()).map(CarPreset::key).collect(Collectors.joining(", "));
  }
}
