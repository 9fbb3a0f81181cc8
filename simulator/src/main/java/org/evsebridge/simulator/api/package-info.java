/** The control API: the running station over HTTP, in JSON. */
package org.evsebridge.simulator.api;
