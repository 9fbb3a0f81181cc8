package org.evsebridge.simulator.station;

import java.util.List;
import java.util.Optional;
import org.evsebridge.simulator.charger.ChargerSettings;
import org.evsebridge.simulator.house.HouseSettings;
import org.evsebridge.simulator.meter.MeterKind;
import org.evsebridge.simulator.meter.MeterSettings;
import org.evsebridge.simulator.price.Prices;
import org.evsebridge.simulator.time.TimeSettings;

/**
 * A whole station.
 *
 * @param meterLine the name of the line that the smart meter hangs on
 * @param prices of its energy
 */
public record StationSettings(
    TimeSettings time,
    HouseSettings house,
    MeterSettings meter,
    String meterLine,
    List<LineSettings> lines,
    List<ChargerSettings> chargers,
    Optional<Prices> prices) {

  /** One of which nobody knows what its energy costs. */
  public StationSettings(
      TimeSettings time,
      HouseSettings house,
      MeterSettings meter,
      String meterLine,
      List<LineSettings> lines,
      List<ChargerSettings> chargers) {
    this(time, house, meter, meterLine, lines, chargers, Optional.empty());
  }

  /** The station of the default rig. */
  public static final StationSettings DEFAULT =
      new StationSettings(
          TimeSettings.DEFAULT,
          HouseSettings.DEFAULT,
          MeterSettings.of(MeterKind.DSMR_5),
          LineSettings.METER.name(),
          List.of(LineSettings.METER, LineSettings.BUS),
          List.of(ChargerSettings.DEFAULT));

  /** This station with other chargers. */
  public StationSettings with(List<ChargerSettings> others) {
    return new StationSettings(time, house, meter, meterLine, lines, others, prices);
  }

  /** This station in another time. */
  public StationSettings with(TimeSettings other) {
    return new StationSettings(other, house, meter, meterLine, lines, chargers, prices);
  }

  /** The meter's line. */
  public LineSettings lineOfMeter() {
    return line(meterLine);
  }

  /** The line of a name that a meter or charger has. */
  public LineSettings line(String name) {
    return lines.stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow();
  }

  /** The lines of the RS485 bus: those that are not the meter's. */
  public List<LineSettings> busLines() {
    return lines.stream().filter(l -> !l.name().equals(meterLine)).toList();
  }
}
