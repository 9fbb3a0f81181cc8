package org.evsebridge.bridge.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.evsebridge.bridge.modbus.Adu;

/**
 * The place before the queue, where a guard's own requests wait: one for each unit, the one that
 * has waited longest first. Moments are in nanoseconds and come in from outside. Thread-safe, and
 * asks a guard nothing while it is locked.
 */
final class GuardPost {
  private final Map<Integer, GuardRequest> waiting = new LinkedHashMap<>();

  /** Takes a request, in the place of one to the same unit. */
  synchronized void put(GuardRequest request) {
    waiting.put(request.unit(), request);
  }

  private synchronized void putBack(GuardRequest request) {
    waiting.putIfAbsent(request.unit(), request);
  }

  synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  private synchronized List<GuardRequest> all() {
    return List.copyOf(waiting.values());
  }

  private synchronized boolean remove(GuardRequest request) {
    return waiting.remove(request.unit(), request);
  }

  /** Takes all, as the line is down. */
  synchronized List<GuardRequest> removeAll() {
    List<GuardRequest> all = new ArrayList<>(waiting.values());
    waiting.clear();
    return all;
  }

  /**
   * Takes what goes on the line now; empty when nothing may.
   *
   * @param mayGoTo whether anything may go to a unit
   * @param mayGo whether nothing that is owed could be taken for the answer to a read
   */
  Optional<Transaction> take(Predicate<Integer> mayGoTo, Predicate<Adu> mayGo, long now) {
    if (isEmpty()) {
      return Optional.empty();
    }
    for (GuardRequest request : all()) {
      if (mayGoTo.test(request.unit()) && remove(request)) {
        Optional<Transaction> wanted =
            request
                .toLine(now)
                .map(pdu -> Transaction.ofGuard(request, new Adu(request.unit(), pdu), now));
        if (wanted.isPresent()
            && (!wanted.get().lead().isRead() || mayGo.test(wanted.get().adu()))) {
          return wanted;
        }
        wanted.ifPresent(held -> putBack(request));
      }
    }
    return Optional.empty();
  }
}
