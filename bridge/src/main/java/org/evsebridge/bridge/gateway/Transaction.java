package org.evsebridge.bridge.gateway;

import java.util.List;
import org.evsebridge.bridge.modbus.Adu;

/**
 * What goes on the line at once.
 *
 * @param lead the request that is sent
 * @param served every request that the answer serves, the lead among them; none if it is a fence
 */
record Transaction(Request lead, List<Request> served) {
  /** A read that is asked for its answer's shape only. */
  static Transaction fence(Adu adu, long now) {
    return new Transaction(Request.ownOf(adu, now), List.of());
  }

  Adu adu() {
    return lead.adu();
  }

  boolean isFence() {
    return served.isEmpty();
  }

  boolean serves(Client client) {
    return served.stream().anyMatch(request -> request.client() == client);
  }
}
