package org.evsebridge.bridge.gateway;

import java.util.List;
import org.evsebridge.bridge.modbus.Adu;

/**
 * What goes on the line at once.
 *
 * @param lead the request that is sent
 * @param served every request that the answer serves, the lead among them
 */
record Transaction(Request lead, List<Request> served) {
  Adu adu() {
    return lead.adu();
  }

  boolean serves(Client client) {
    return served.stream().anyMatch(request -> request.client() == client);
  }
}
