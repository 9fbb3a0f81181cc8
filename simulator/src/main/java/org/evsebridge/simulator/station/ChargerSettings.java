package org.evsebridge.simulator.station;

import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.config.Durations;
import org.evsebridge.bridge.config.Fields;
import org.evsebridge.simulator.charger.Cable;
import org.evsebridge.simulator.charger.Hardware;
import org.evsebridge.simulator.grid.Wiring;
import org.evsebridge.simulator.vehicle.CarFields;
import org.evsebridge.simulator.vehicle.CarModel;
import org.evsebridge.simulator.vehicle.CarPreset;

/**
 * A charging point as an entry of rig.yaml's {@code chargers} describes it.
 *
 * @param line the name of the RS485 line that the module hangs on
 * @param unit its Modbus address, 1 to 247
 * @param wiring which phases of the house it is connected to
 * @param car the car that belongs to it
 * @param plugInAfter when the car comes; empty for never
 */
public record ChargerSettings(
    String name,
    String line,
    int unit,
    Hardware hardware,
    Wiring wiring,
    CarModel car,
    Optional<Duration> plugInAfter) {

  private static final int HIGHEST_UNIT = 247;

  /** As the default rig has it: the seed's address, a 32 A board, a car after five seconds. */
  static final ChargerSettings USUAL =
      new ChargerSettings(
          "station",
          LineSettings.BUS.name(),
          2,
          Hardware.DEFAULT,
          Wiring.STRAIGHT,
          CarPreset.THREE_PHASE_11KW.model(),
          Optional.of(Duration.ofSeconds(5)));

  /** Takes the whole block. */
  static ChargerSettings parse(Fields fields) {
    Wiring wiring =
        fields
            .value("wiring", "phases such as L1-L2-L3, L2-L3-L1 or L2", Wiring::parse)
            .orElse(USUAL.wiring);
    ChargerSettings settings =
        new ChargerSettings(
            fields.text("name").orElse(USUAL.name),
            fields.text("line").orElse(USUAL.line),
            fields.integer("unit", 1, HIGHEST_UNIT).orElse(USUAL.unit),
            hardware(fields, wiring.phases().size()),
            wiring,
            fields.block("car").map(CarFields::read).orElse(USUAL.car),
            fields
                .value("plug-in-after", "a duration such as 5s, or never", ChargerSettings::after)
                .orElse(USUAL.plugInAfter));
    fields.done();
    return settings;
  }

  private static Optional<Optional<Duration>> after(String text) {
    return text.equals("never")
        ? Optional.of(Optional.empty())
        : Durations.parse(text).map(Optional::of);
  }

  private static Hardware hardware(Fields fields, int conductors) {
    Hardware usual = USUAL.hardware;
    return new Hardware(
        fields.value("board", "16 or 32", ChargerSettings::board).orElse(usual.boardAmperes()),
        fields.value("cable", "13, 20, 32, 63 or none", Cable::rated).orElse(usual.cable()),
        conductors == 1 ? 1 : 3,
        fields.flag("leakage-module").orElse(usual.leakageModule()),
        usual.serialNumber());
  }

  private static Optional<Integer> board(String text) {
    return text.equals("16") || text.equals("32")
        ? Optional.of(Integer.valueOf(text))
        : Optional.empty();
  }
}
