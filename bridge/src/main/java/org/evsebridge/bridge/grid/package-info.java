/** The electrical vocabulary that house, meter, module and car share. */
package org.evsebridge.bridge.grid;
