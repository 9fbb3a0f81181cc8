/** Native code and files that nobody but root and the running user can have put there. */
package org.evsebridge.bridge.natives;
