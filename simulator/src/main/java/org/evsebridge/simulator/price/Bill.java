package org.evsebridge.simulator.price;

import java.time.Duration;

/**
 * What a station has paid since its start: for what came from the grid less what it got for what it
 * fed back, as the balance of the phases is at each moment. What a charger took is counted at the
 * price of energy from the grid, wherever it came from. Not thread-safe.
 */
public final class Bill {
  private static final double WATT_NANOS_PER_KWH = 3.6e15;

  private final Prices prices;
  private final double[] ofChargers;
  private double price;
  private double euros;

  /**
   * @param chargers how many there are
   */
  public Bill(Prices prices, int chargers) {
    this.prices = prices;
    this.ofChargers = new double[chargers];
  }

  /**
   * Lets a step pass.
   *
   * @param watts from the grid; negative when it feeds back
   */
  public void pass(Duration step, int secondOfDay, double watts) {
    price = prices.imported().at(secondOfDay);
    double paid = watts >= 0 ? price : prices.exported().at(secondOfDay);
    euros += paid * watts * step.toNanos() / WATT_NANOS_PER_KWH;
  }

  /** Counts what a charger has drawn in the step that has just passed. */
  public void charged(int charger, Duration step, double watts) {
    ofChargers[charger] += price * watts * step.toNanos() / WATT_NANOS_PER_KWH;
  }

  /** By which it is reckoned. */
  public Prices prices() {
    return prices;
  }

  /** What a kWh from the grid costs now. */
  public double price() {
    return price;
  }

  /** What has been paid, in €. */
  public double euros() {
    return euros;
  }

  /** What a charger's energy has cost, in €. */
  public double euros(int charger) {
    return ofChargers[charger];
  }
}
