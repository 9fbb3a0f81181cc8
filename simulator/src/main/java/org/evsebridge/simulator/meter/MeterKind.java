package org.evsebridge.simulator.meter;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.Function;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.simulator.grid.Phase;

/**
 * A kind of smart meter: how its port is set, how often it sends, when its tariffs change and which
 * objects it shows in which order. Source: Netbeheer Nederland's P1 companion standards.
 */
public enum MeterKind {
  /** The Dutch meter of today: a telegram each second. */
  DSMR_5(SerialSettings.P1, Duration.ofSeconds(1), Duration.ofMinutes(5), Tariff::dutch) {
    @Override
    List<CosemObject> objects(List<Phase> phases) {
      return new ObjectTable()
          .add(CosemObject.fixed("1-3:0.2.8", "50"))
          .time()
          .serial()
          .energy()
          .tariff()
          .power()
          .failures()
          .each(phases, ObjectTable::sags)
          .each(phases, ObjectTable::swells)
          .add(CosemObject.fixed("0-0:96.13.0", ""))
          .each(phases, ObjectTable::voltage)
          .each(phases, phase -> ObjectTable.current(phase, 0))
          .each(phases, ObjectTable::importPower)
          .each(phases, ObjectTable::exportPower)
          .dutchGas()
          .toList();
    }
  };

  private final SerialSettings serial;
  private final Duration cadence;
  private final Duration gasCapture;
  private final Function<ZonedDateTime, Tariff> tariffs;

  MeterKind(
      SerialSettings serial,
      Duration cadence,
      Duration gasCapture,
      Function<ZonedDateTime, Tariff> tariffs) {
    this.serial = serial;
    this.cadence = cadence;
    this.gasCapture = gasCapture;
    this.tariffs = tariffs;
  }

  /** How the port is set. */
  public SerialSettings serial() {
    return serial;
  }

  /** From one telegram to the next; a telegram is due when the clock shows a multiple of it. */
  public Duration cadence() {
    return cadence;
  }

  Duration gasCapture() {
    return gasCapture;
  }

  Tariff tariff(ZonedDateTime time) {
    return tariffs.apply(time);
  }

  /** The telegram's lines for a meter that is connected to these phases. */
  abstract List<CosemObject> objects(List<Phase> phases);
}
