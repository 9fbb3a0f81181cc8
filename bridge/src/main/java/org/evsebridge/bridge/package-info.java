/** evse-bridge, the program that runs on the Pi. */
package org.evsebridge.bridge;
