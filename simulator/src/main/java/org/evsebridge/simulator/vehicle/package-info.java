/** The car: a stepped model, without threads or a clock of its own. */
package org.evsebridge.simulator.vehicle;
