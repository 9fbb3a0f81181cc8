/** Sends telegrams to those who want them brought: dsmr-reader's push interface. */
package org.evsebridge.bridge.push;
