/**
 * The finder: which serial port of a machine is what. It listens first and asks only where it was
 * told to; what it finds becomes a bridge.yaml and the blocks of an evcc.yaml.
 */
package org.evsebridge.bridge.discover;
