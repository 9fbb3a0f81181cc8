package org.evsebridge.bridge.gateway;

import org.evsebridge.bridge.modbus.Pdu;

/** One who asks: a connection. Called from any thread; nothing here may block. */
interface Client {
  /** How the log calls it. */
  String name();

  /** Where it is: those of one host share what one host may have of the line. */
  String host();

  /** Where its requests are counted. */
  Tally tally();

  /** Whether the reads of all others go first. */
  default boolean yields() {
    return false;
  }

  /** Whether an answer to a request would still be written: the client is there and waits. */
  boolean wants(Request request);

  /** Hands out the answer to a request of this client, or drops it if nobody waits for it. */
  void answer(Request request, Pdu answer);
}
