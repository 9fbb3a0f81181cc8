/**
 * Controllers that stand beside evcc: what they reckon is pure, what drives them is a scenario's
 * clock or the real one over the ports.
 */
package org.evsebridge.simulator.controller;
