/** Recordings of a real module held against the model, request by request. */
package org.evsebridge.simulator.replay;
