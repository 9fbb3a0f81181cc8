package org.evsebridge.simulator.meter;

/**
 * Energy in and out by tariff. What counts is the balance over the phases: while one phase feeds
 * back what another draws, neither register moves.
 */
final class EnergyRegisters {
  private static final double WATT_SECONDS_PER_KWH = 3_600_000;

  private final double[] imported = new double[Tariff.values().length];
  private final double[] exported = new double[Tariff.values().length];

  EnergyRegisters(CounterReadings start) {
    imported[0] = start.import1() * WATT_SECONDS_PER_KWH;
    imported[1] = start.import2() * WATT_SECONDS_PER_KWH;
    exported[0] = start.export1() * WATT_SECONDS_PER_KWH;
    exported[1] = start.export2() * WATT_SECONDS_PER_KWH;
  }

  /** Counts a balance, negative for export, in watt-seconds. */
  void count(Tariff tariff, double wattSeconds) {
    if (wattSeconds >= 0) {
      imported[tariff.ordinal()] += wattSeconds;
    } else {
      exported[tariff.ordinal()] -= wattSeconds;
    }
  }

  /** 1-0:1.8.1 or 1.8.2. */
  double importedKwh(Tariff tariff) {
    return imported[tariff.ordinal()] / WATT_SECONDS_PER_KWH;
  }

  /** Both tariffs. */
  double importedKwh() {
    return importedKwh(Tariff.ONE) + importedKwh(Tariff.TWO);
  }

  /** Both tariffs. */
  double exportedKwh() {
    return exportedKwh(Tariff.ONE) + exportedKwh(Tariff.TWO);
  }

  /** 1-0:2.8.1 or 2.8.2. */
  double exportedKwh(Tariff tariff) {
    return exported[tariff.ordinal()] / WATT_SECONDS_PER_KWH;
  }
}
