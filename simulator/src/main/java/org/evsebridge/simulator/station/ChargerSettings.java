package org.evsebridge.simulator.station;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.evsebridge.bridge.config.Fields;
import org.evsebridge.bridge.config.Position;
import org.evsebridge.simulator.charger.Cable;
import org.evsebridge.simulator.charger.Hardware;
import org.evsebridge.simulator.grid.Phase;
import org.evsebridge.simulator.grid.Wiring;
import org.evsebridge.simulator.vehicle.CarFields;
import org.evsebridge.simulator.vehicle.CarModel;
import org.evsebridge.simulator.vehicle.CarPreset;

/**
 * A charging module with its car, as an entry of rig.yaml's {@code chargers} describes it.
 *
 * @param unit its Modbus address
 * @param wiring the house's phases it hangs on
 * @param car what comes to charge
 * @param arrives when, after the start; empty for a car that somebody has to plug in
 */
public record ChargerSettings(
    String name,
    int unit,
    Wiring wiring,
    Hardware hardware,
    CarModel car,
    Optional<Duration> arrives) {

  /** Where the charging module answers in the seed's example. */
  public static final int USUAL_UNIT = 2;

  /** The default rig's: a car comes five seconds after the start. */
  public static final ChargerSettings USUAL =
      new ChargerSettings(
          "evse",
          USUAL_UNIT,
          Wiring.STRAIGHT,
          Hardware.DEFAULT,
          CarPreset.THREE_PHASE_11KW.model(),
          Optional.of(Duration.ofSeconds(5)));

  /**
   * Takes a whole entry.
   *
   * @param unit the address if none is given
   * @param connected the phases of the house
   */
  static ChargerSettings parse(Fields fields, int unit, List<Phase> connected) {
    Position wiringAt = fields.at("wiring");
    Wiring straight = new Wiring(connected);
    Wiring wiring =
        fields.value("wiring", "L1-L2-L3, rotated, or one phase", Wiring::parse).orElse(straight);
    if (!wiring.fits(connected) || wiring.phases().size() == 2) {
      fields.problem(wiringAt, "a charger hangs on one or three phases that the house has");
      wiring = straight;
    }
    Optional<Fields> car = fields.block("car");
    Optional<Duration> arrives = car.map(block -> block.duration("arrives")).orElse(USUAL.arrives);
    ChargerSettings settings =
        new ChargerSettings(
            fields.text("name").orElse(USUAL.name),
            fields.integer("unit", 1, 247).orElse(unit),
            wiring,
            hardware(fields, wiring),
            car.map(CarFields::read).orElse(USUAL.car),
            arrives);
    fields.done();
    return settings;
  }

  /** This one on all phases that a house has. */
  ChargerSettings on(List<Phase> connected) {
    Hardware wired =
        new Hardware(
            hardware.boardAmperes(),
            hardware.cable(),
            connected.size(),
            hardware.leakageModule(),
            hardware.serialNumber());
    return new ChargerSettings(name, unit, new Wiring(connected), wired, car, arrives);
  }

  private static Hardware hardware(Fields fields, Wiring wiring) {
    Hardware usual = Hardware.DEFAULT;
    return new Hardware(
        fields.value("board", "16 or 32", ChargerSettings::board).orElse(usual.boardAmperes()),
        fields.value("cable", "one of " + cables(), ChargerSettings::cable).orElse(usual.cable()),
        wiring.phases().size(),
        usual.leakageModule(),
        usual.serialNumber());
  }

  private static Optional<Integer> board(String text) {
    return text.equals("16") || text.equals("32")
        ? Optional.of(Integer.valueOf(text))
        : Optional.empty();
  }

  private static Optional<Cable> cable(String text) {
    return Arrays.stream(Cable.values())
        .filter(cable -> String.valueOf(cable.amperes()).equals(text))
        .findFirst();
  }

  private static String cables() {
    return Arrays.stream(Cable.values())
        .map(cable -> String.valueOf(cable.amperes()))
        .collect(Collectors.joining(", "));
  }
}
