/**
 * The charging module's registers as data: address, name, unit, scale, access, what reading does.
 * The gateway's protection and log, the simulator's model and the README's table all stand on it.
 */
package org.evsebridge.bridge.registers;
