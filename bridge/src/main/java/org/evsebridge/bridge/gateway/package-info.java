/** The Modbus bus and those who share it: queue, order, deadlines, policy; the RTU line. */
package org.evsebridge.bridge.gateway;
