package org.evsebridge.bridge.gateway;

import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.modbus.Adu;

/**
 * What goes on the line at once.
 *
 * @param lead the request that is sent
 * @param served every request that the answer serves, the lead among them; none if nobody asked
 * @param adu what is sent, which a guard may have made of what the lead asks for
 * @param guards the guard's own request, if it is that
 */
record Transaction(Request lead, List<Request> served, Adu adu, Optional<GuardRequest> guards) {
  Transaction(Request lead, List<Request> served) {
    this(lead, served, lead.adu(), Optional.empty());
  }

  /** A read that is asked for its answer's shape only. */
  static Transaction fence(Adu adu, long now) {
    return new Transaction(Nobody.GATEWAY.request(adu, now), List.of());
  }

  /** A guard's own. */
  static Transaction ofGuard(GuardRequest request, Adu adu, long now) {
    return new Transaction(Nobody.GUARD.request(adu, now), List.of(), adu, Optional.of(request));
  }

  /** This, when a guard has something else sent. */
  Transaction sending(Adu other) {
    return new Transaction(lead, served, other, guards);
  }

  boolean isFence() {
    return served.isEmpty() && guards.isEmpty();
  }

  boolean isGuards() {
    return guards.isPresent();
  }

  boolean serves(Client client) {
    return served.stream().anyMatch(request -> request.client() == client);
  }
}
