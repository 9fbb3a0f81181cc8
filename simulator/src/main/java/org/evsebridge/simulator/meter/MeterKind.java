package org.evsebridge.simulator.meter;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.grid.Phase;

/**
 * A kind of smart meter: how its port is set, how often it sends, when its tariffs change and which
 * objects it shows in which order. Sources: Netbeheer Nederland's P1 companion standards and the
 * Belgian e-MUCS P1 specification.
 */
public enum MeterKind {
  /** The Dutch meter of today. */
  DSMR_5("dsmr-5.0", Duration.ofSeconds(1), Duration.ofMinutes(5), TariffTimes.DUTCH) {
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
          .text()
          .each(phases, ObjectTable::voltage)
          .each(phases, phase -> ObjectTable.current(phase, 0))
          .each(phases, ObjectTable::importPower)
          .each(phases, ObjectTable::exportPower)
          .dutchGas()
          .toList();
    }
  },

  /** The Dutch meter before: no voltages, a telegram every ten seconds. */
  DSMR_4_2("dsmr-4.2", Duration.ofSeconds(10), Duration.ofHours(1), TariffTimes.DUTCH) {
    @Override
    List<CosemObject> objects(List<Phase> phases) {
      ObjectTable table =
          new ObjectTable()
              .add(CosemObject.fixed("1-3:0.2.8", "42"))
              .time()
              .serial()
              .energy()
              .tariff()
              .power()
              .failures()
              .each(phases, ObjectTable::sags)
              .each(phases, ObjectTable::swells)
              .add(CosemObject.fixed("0-0:96.13.1", ""))
              .text()
              .each(phases, phase -> ObjectTable.current(phase, 0));
      for (Phase phase : phases) {
        table.add(ObjectTable.importPower(phase)).add(ObjectTable.exportPower(phase));
      }
      return table.dutchGas().toList();
    }
  },

  /** The Belgian meter: quarter-hour peaks, currents with two decimals. */
  E_MUCS("e-mucs", Duration.ofSeconds(1), Duration.ofMinutes(5), TariffTimes.BELGIAN) {
    @Override
    List<CosemObject> objects(List<Phase> phases) {
      return new ObjectTable()
          .add(CosemObject.fixed("0-0:96.1.4", "50217"))
          .serial()
          .time()
          .energy()
          .tariff()
          .peaks()
          .power()
          .each(phases, ObjectTable::importPower)
          .each(phases, ObjectTable::exportPower)
          .each(phases, ObjectTable::voltage)
          .each(phases, phase -> ObjectTable.current(phase, 2))
          .add(CosemObject.fixed("0-0:96.3.10", "1"))
          .add(CosemObject.fixed("0-0:17.0.0", "999.9*kW"))
          .add(CosemObject.fixed("1-0:31.4.0", "999*A"))
          .text()
          .belgianGas()
          .toList();
    }
  };

  private final String id;
  private final Duration cadence;
  private final Duration gasCapture;
  private final TariffTimes tariffs;

  MeterKind(String id, Duration cadence, Duration gasCapture, TariffTimes tariffs) {
    this.id = id;
    this.cadence = cadence;
    this.gasCapture = gasCapture;
    this.tariffs = tariffs;
  }

  /** The kind of that name in rig.yaml. */
  public static Optional<MeterKind> named(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
  }

  /** Every kind's name in rig.yaml, for messages. */
  public static String names() {
    return Arrays.stream(values()).map(kind -> kind.id).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return id;
  }

  /** How the port is set; the same for all kinds from DSMR 4 on. */
  public SerialSettings serial() {
    return SerialSettings.P1;
  }

  /** From one telegram to the next; a telegram is due when the clock shows a multiple of it. */
  public Duration cadence() {
    return cadence;
  }

  Duration gasCapture() {
    return gasCapture;
  }

  TariffTimes tariffs() {
    return tariffs;
  }

  /** The telegram's lines for a meter that is connected to these phases. */
  abstract List<CosemObject> objects(List<Phase> phases);
}
