/** The bridge as a model: what it does between meter, controller and modules, without a port. */
package org.evsebridge.simulator.bridge;
