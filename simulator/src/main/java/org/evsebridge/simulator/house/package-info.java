/** The house between the grid and the chargers: what it draws, on which phase, at what voltage. */
package org.evsebridge.simulator.house;
