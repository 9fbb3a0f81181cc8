/**
 * What HTTP, MQTT and the other ways into the house share: who the bridge is there, and the secrets
 * that it is given.
 */
package org.evsebridge.bridge.house;
