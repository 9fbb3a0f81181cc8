/** evse-simulator: a charging station without hardware. */
package org.evsebridge.simulator;
