/** The list {@code p1:} of a bridge.yaml: its keys and the records that they make. */
package org.evsebridge.bridge.config.p1;
