/**
 * What a bridge.yaml and the files that it names say, as records; nothing here touches a port or a
 * device. Each feature's block of keys stands in a room of its own; here are addresses and serial
 * settings, which several features share.
 */
package org.evsebridge.bridge.config;
