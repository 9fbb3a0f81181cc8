/**
 * ser2net's place taken over on a machine with systemd. Loads no native code and opens no device:
 * it looks at what others do.
 */
package org.evsebridge.bridge.takeover;
