/** What energy costs, and what a station has paid. Pure, like the other models. */
package org.evsebridge.simulator.price;
