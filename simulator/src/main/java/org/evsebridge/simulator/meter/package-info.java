/**
 * The smart meter: what passes the connection becomes energy registers and P1 telegrams. A kind of
 * meter is a table of objects ({@link org.evsebridge.simulator.meter.MeterKind}); the rest is the
 * same for all kinds.
 */
package org.evsebridge.simulator.meter;
