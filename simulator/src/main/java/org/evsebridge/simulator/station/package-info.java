/**
 * The whole station as one model: house, smart meter, charging modules and cars on one clock. The
 * rig runs it in real time on real ports, a scenario runs it step by step.
 */
package org.evsebridge.simulator.station;
