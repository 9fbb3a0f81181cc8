package org.evsebridge.bridge.gateway;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who has a module, or the whole line, to himself for a moment. The module's magic serves the very
 * next request only, whoever makes it: after a write of it nobody else comes between. And while the
 * bootloader is spoken to nothing else goes on the line, as it brings a new firmware page by page.
 * Moments are in nanoseconds and come in from outside. Not thread-safe.
 */
final class Reservations {
  /** For so long at most a client's next request has the module to itself after the magic. */
  static final long AFTER_MAGIC = 500_000_000;

  /** For so long after its last request to the bootloader the line is a client's. */
  static final long AFTER_BOOTLOADER = 3_000_000_000L;

  private final Devices devices;
  private final Map<Integer, Reservation> units = new HashMap<>();
  private Optional<Reservation> line = Optional.empty();

  private record Reservation(Client client, long until) {
    boolean keepsOff(Client other, long now) {
      return client != other && now - until < 0;
    }
  }

  Reservations(Devices devices) {
    this.devices = devices;
  }

  /** Whether a request must wait, as its unit is another's for a moment. */
  boolean keepOff(Request request, long now) {
    Reservation unit = units.get(request.adu().unit());
    return unit != null && unit.keepsOff(request.client(), now);
  }

  /** Whether a unit, or the whole line, is some client's for a moment. */
  boolean isTaken(int unit, long now) {
    Reservation one = units.get(unit);
    return one != null && one.keepsOff(Nobody.GUARD, now) || isLineTaken(Nobody.GUARD, now);
  }

  /** Whether the line is another client's, who speaks to a bootloader. */
  boolean isLineTaken(Client client, long now) {
    return line.filter(one -> one.keepsOff(client, now)).isPresent();
  }

  /** A client's request was on the line. */
  void ended(Request request, long now) {
    int unit = request.adu().unit();
    if (devices.isBootloader(unit)) {
      line = Optional.of(new Reservation(request.client(), now + AFTER_BOOTLOADER));
    } else if (devices.writesMagic(request.adu())) {
      units.put(unit, new Reservation(request.client(), now + AFTER_MAGIC));
    } else if (!units.isEmpty()) {
      units.computeIfPresent(unit, (key, one) -> one.client == request.client() ? null : one);
    }
  }

  /** A client is gone. */
  void forget(Client client) {
    units.values().removeIf(one -> one.client == client);
    line = line.filter(one -> one.client != client);
  }
}
