/** The station as one model, and its settings as rig.yaml describes them. */
package org.evsebridge.simulator.station;
