/** What a person at a terminal sees and presses; nothing here knows a station. */
package org.evsebridge.simulator.terminal;
