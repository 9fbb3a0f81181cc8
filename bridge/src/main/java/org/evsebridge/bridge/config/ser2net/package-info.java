/** A ser2net.yaml, of either grammar, into records: what ser2net's manual names, as data. */
package org.evsebridge.bridge.config.ser2net;
