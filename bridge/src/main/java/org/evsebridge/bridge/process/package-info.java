/** What both programs share as processes: exit status, signals, the log. */
package org.evsebridge.bridge.process;
