package org.evsebridge.simulator.meter;

import org.evsebridge.bridge.yaml.Fields;

/**
 * What a meter has counted before the simulation starts.
 *
 * @param import1 kWh in tariff 1, as the next three for their register
 * @param gas m³
 */
record Counters(double import1, double import2, double export1, double export2, double gas) {
  static final Counters ZERO = new Counters(0, 0, 0, 0, 0);

  private static final double MAX = 999_999;

  static Counters parse(Fields fields) {
    Counters counters =
        new Counters(
            fields.number("import1", 0, MAX).orElse(0.0),
            fields.number("import2", 0, MAX).orElse(0.0),
            fields.number("export1", 0, MAX).orElse(0.0),
            fields.number("export2", 0, MAX).orElse(0.0),
            fields.number("gas", 0, 99_999).orElse(0.0));
    fields.done();
    return counters;
  }
}
