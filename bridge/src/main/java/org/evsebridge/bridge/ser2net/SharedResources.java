package org.evsebridge.bridge.ser2net;

import org.evsebridge.bridge.net.Loops;
import org.evsebridge.bridge.serial.SharedDevices;

/**
 * What all connections of a program share.
 *
 * @param inUse which connection uses which device
 * @param devices what they have open, perhaps together with others of the program
 * @param uucpLocks whether devices are locked for other programs with a lock file
 */
record SharedResources(Loops loops, DevicesInUse inUse, SharedDevices devices, boolean uucpLocks) {}
