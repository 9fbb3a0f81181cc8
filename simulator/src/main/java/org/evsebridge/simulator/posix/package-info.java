/** The few calls of the operating system that Java has no words for. */
package org.evsebridge.simulator.posix;
