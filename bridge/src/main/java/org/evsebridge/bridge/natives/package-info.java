/** The native code that the programs call, bound in one place. */
package org.evsebridge.bridge.natives;
