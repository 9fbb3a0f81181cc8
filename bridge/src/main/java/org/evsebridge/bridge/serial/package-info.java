/** A serial device that comes and goes: settings, open, bytes in, bytes out, lost, back again. */
package org.evsebridge.bridge.serial;
