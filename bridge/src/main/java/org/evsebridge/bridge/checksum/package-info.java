/** The checksum that Modbus RTU frames and P1 telegrams carry. */
package org.evsebridge.bridge.checksum;
