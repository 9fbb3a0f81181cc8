package org.evsebridge.simulator.meter;

/**
 * What a meter has counted before the simulation starts.
 *
 * @param import1 kWh in tariff 1, as the next three for their register
 * @param gas m³
 */
public record Counters(double import1, double import2, double export1, double export2, double gas) {
  public static final Counters ZERO = new Counters(0, 0, 0, 0, 0);
}
