/** The event loops and the listening ports that everything with a socket stands on. */
package org.evsebridge.bridge.net;
