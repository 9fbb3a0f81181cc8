/** The list {@code dsmr-reader:} of a bridge.yaml: its keys and the records that they make. */
package org.evsebridge.bridge.config.push;
