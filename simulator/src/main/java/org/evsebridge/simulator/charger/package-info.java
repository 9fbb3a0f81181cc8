/**
 * The charging module: registers, control pilot, LEDs, EEPROM, faults. A model stepped from
 * outside, without threads or a clock of its own.
 */
package org.evsebridge.simulator.charger;
