/**
 * Scenarios: a station, events and expectations in a YAML file, run step by step as fast as the
 * machine can, or in real time where something outside takes part.
 */
package org.evsebridge.simulator.scenario;
