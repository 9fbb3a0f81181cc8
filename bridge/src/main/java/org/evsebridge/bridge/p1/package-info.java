/** Telegrams of the smart meter: framing, CRC, what is done with them on the way. */
package org.evsebridge.bridge.p1;
