/** The list {@code modbusproxy:} of a bridge.yaml: its keys and the records that they make. */
package org.evsebridge.bridge.config.gateway;
