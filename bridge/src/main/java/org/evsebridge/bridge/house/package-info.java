/**
 * What HTTP, MQTT and the other ways into the house share: who the bridge is there, the secrets
 * that it is given, the smart meter's last word and the charging modules' state.
 */
package org.evsebridge.bridge.house;
