/** A running station: the models in real time, their lines, and the bridge in front. */
package org.evsebridge.simulator.rig;
