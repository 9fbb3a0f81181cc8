/**
 * The native code that the programs call, bound in one place and loaded only from where nobody but
 * root and the running user can write; and who can write a file.
 */
package org.evsebridge.bridge.natives;
