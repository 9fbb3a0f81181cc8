/**
 * rig.yaml: each block of keys and the settings that it makes. The models know their settings only,
 * not where they come from.
 */
package org.evsebridge.simulator.config;
