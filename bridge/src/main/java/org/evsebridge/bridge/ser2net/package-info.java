/** One connection of a ser2net.yaml: accepter, device, clients. */
package org.evsebridge.bridge.ser2net;
