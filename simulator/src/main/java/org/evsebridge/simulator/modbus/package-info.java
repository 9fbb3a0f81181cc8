/** The charging module's Modbus side: what it answers, and what it refuses. */
package org.evsebridge.simulator.modbus;
