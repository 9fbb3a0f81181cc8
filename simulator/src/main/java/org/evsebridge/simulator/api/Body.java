package org.evsebridge.simulator.api;

import org.evsebridge.bridge.yaml.Block;

/**
 * What the body of a request holds.
 *
 * @param name under which {@code openapi.yaml} describes it
 */
record Body<T>(String name, Block<T> block) {}
