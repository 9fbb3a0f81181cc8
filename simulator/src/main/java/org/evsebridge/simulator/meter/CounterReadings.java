package org.evsebridge.simulator.meter;

/**
 * What a meter has counted before the simulation starts, in kWh.
 *
 * @param import1 in tariff 1, as the next three for their register
 */
public record CounterReadings(double import1, double import2, double export1, double export2) {
  public static final CounterReadings ZERO = new CounterReadings(0, 0, 0, 0);
}
