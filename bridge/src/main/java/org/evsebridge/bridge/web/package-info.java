/**
 * What the bridge's page and the simulator's share: files out of the jar, and how they are sent.
 */
package org.evsebridge.bridge.web;
