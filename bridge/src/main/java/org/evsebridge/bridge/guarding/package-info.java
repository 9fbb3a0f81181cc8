/** The load guard at work: its thread, its meter, its lines, and what it remembers. */
package org.evsebridge.bridge.guarding;
