package org.evsebridge.bridge.ser2net;

import org.evsebridge.bridge.net.Loops;

/**
 * What all connections of a program share.
 *
 * @param devices who uses which device
 * @param uucpLocks whether devices are locked for other programs with a lock file
 */
record Surroundings(Loops loops, DevicesInUse devices, boolean uucpLocks) {}
