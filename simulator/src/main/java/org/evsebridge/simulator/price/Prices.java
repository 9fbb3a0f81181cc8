package org.evsebridge.simulator.price;

/**
 * What energy costs, in € for a kWh.
 *
 * @param imported what is paid for a kWh from the grid
 * @param exported what is got for one that is fed back
 */
public record Prices(PriceOfDay imported, PriceOfDay exported) {}
