/** The clock that every model asks, and what drives it in real time. */
package org.evsebridge.simulator.time;
