/** What is counted while the bridge runs, in one place for all who show it. */
package org.evsebridge.bridge.status;
