/**
 * What people paste: Modbus frames written down by evcc, by the bridge or as a hex dump, read back
 * as requests and answers.
 */
package org.evsebridge.simulator.recording;
