/** What every part means by the phases of a connection. */
package org.evsebridge.bridge.grid;
