package org.evsebridge.bridge.gateway;

import java.util.Optional;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;

/**
 * What a client wants of a device. Moments are in nanoseconds of {@link System#nanoTime}.
 *
 * @param transaction the transaction id that its answer must carry; in RTU framing the connection's
 *     own count
 * @param batch counts the client's segments: requests that came together have the same
 * @param adu as it goes on the line
 * @param unit what the client calls the unit
 * @param read what it reads; empty for everything that counts as a write
 * @param deadline until when it may wait for the line
 * @param maxAge how old a cached answer may be that serves it; 0 for none
 * @param attempts how often it was on the line already
 * @param alone whether no wider read may serve it, since one failed
 */
record Request(
    Client client,
    int transaction,
    long batch,
    Adu adu,
    int unit,
    Optional<ReadSpan> read,
    long arrived,
    long deadline,
    long maxAge,
    int attempts,
    boolean alone) {

  boolean isRead() {
    return read.isPresent();
  }

  /** This request, to be tried once more. */
  Request again() {
    return new Request(
        client,
        transaction,
        batch,
        adu,
        unit,
        read,
        arrived,
        deadline,
        maxAge,
        attempts + 1,
        alone);
  }

  /** This read, to go on the line itself. */
  Request onItsOwn() {
    return new Request(
        client, transaction, batch, adu, unit, read, arrived, deadline, maxAge, attempts, true);
  }

  Pdu refusal(ExceptionCode code) {
    return Pdu.exception(adu.pdu().function(), code);
  }
}
