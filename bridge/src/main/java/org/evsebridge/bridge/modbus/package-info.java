/**
 * Modbus messages and their framings: PDU, MBAP, RTU, telling them apart, exceptions. No I/O, no
 * threads.
 */
package org.evsebridge.bridge.modbus;
