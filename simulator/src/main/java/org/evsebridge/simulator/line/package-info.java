/** The simulated lines: pseudo-terminals and the taps by which programs reach a line. */
package org.evsebridge.simulator.line;
