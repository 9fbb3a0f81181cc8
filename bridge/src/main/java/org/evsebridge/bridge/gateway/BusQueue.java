package org.evsebridge.bridge.gateway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The requests that wait for the line, and whose turn it is. Time comes in from outside, in
 * nanoseconds that only ever grow. Not thread-safe.
 *
 * <p>The requests of one client go in the order they came. Among the first ones of the clients a
 * write goes before reads, but at most {@link #WRITES_IN_A_ROW} while a read waits; otherwise
 * clients take turns.
 */
final class BusQueue {
  static final int WRITES_IN_A_ROW = 4;

  private final int bound;
  // Whose turn comes first stands first; a client that had its turn goes to the end.
  private final Map<Client, ArrayDeque<Request>> waiting = new LinkedHashMap<>();
  private final Map<Shape, Long> heldBack = new HashMap<>();
  private int size;
  private int writesInARow;

  /** Requests whose answers, exceptions among them, cannot be told apart. */
  private record Shape(int unit, int function) {
    static Shape of(Request request) {
      return new Shape(request.adu().unit(), request.adu().pdu().function());
    }
  }

  /**
   * @param bound how many requests may wait
   */
  BusQueue(int bound) {
    this.bound = bound;
  }

  /**
   * Adds a request.
   *
   * @return the request that there is no room for: the newest of the client with the most
   */
  Optional<Request> add(Request request) {
    waiting.computeIfAbsent(request.client(), client -> new ArrayDeque<>()).add(request);
    size++;
    return size > bound ? Optional.of(removeNewestOfGreediest()) : Optional.empty();
  }

  private Request removeNewestOfGreediest() {
    ArrayDeque<Request> most =
        waiting.values().stream().max(Comparator.comparingInt(ArrayDeque::size)).orElseThrow();
    Request refused = most.removeLast();
    size--;
    if (most.isEmpty()) {
      waiting.remove(refused.client());
    }
    return refused;
  }

  /** Takes the request whose turn it is; empty when none may go now. */
  Optional<Request> take(long now) {
    heldBack.values().removeIf(until -> now - until >= 0);
    Request read = null;
    Request write = null;
    for (ArrayDeque<Request> requests : waiting.values()) {
      Request first = requests.peek();
      if (heldBack.containsKey(Shape.of(first))) {
        continue;
      }
      if (first.isRead()) {
        read = read == null ? first : read;
      } else {
        write = write == null ? first : write;
      }
    }
    boolean writeGoes = write != null && (read == null || writesInARow < WRITES_IN_A_ROW);
    Request next = writeGoes ? write : read;
    if (next == null) {
      return Optional.empty();
    }
    writesInARow = writeGoes ? writesInARow + 1 : 0;
    takeTurn(next.client());
    return Optional.of(next);
  }

  private void takeTurn(Client client) {
    ArrayDeque<Request> requests = waiting.remove(client);
    requests.remove();
    size--;
    if (!requests.isEmpty()) {
      waiting.put(client, requests);
    }
  }

  /** Lets no request go that could be answered by what is still owed to this one. */
  void holdBack(Request unanswered, long until) {
    heldBack.put(Shape.of(unanswered), until);
  }

  /** Removes the requests whose deadline has passed. */
  List<Request> removeExpired(long now) {
    return removeIf(request -> now - request.deadline() >= 0);
  }

  /** Removes every request of a client. */
  List<Request> remove(Client client) {
    return removeIf(request -> request.client() == client);
  }

  /** Removes every request. */
  List<Request> removeAll() {
    return removeIf(request -> true);
  }

  private List<Request> removeIf(Predicate<Request> condition) {
    List<Request> removed = new ArrayList<>();
    for (Iterator<ArrayDeque<Request>> i = waiting.values().iterator(); i.hasNext(); ) {
      ArrayDeque<Request> requests = i.next();
      requests.removeIf(
          request -> {
            boolean remove = condition.test(request);
            if (remove) {
              removed.add(request);
            }
            return remove;
          });
      if (requests.isEmpty()) {
        i.remove();
      }
    }
    size -= removed.size();
    return removed;
  }

  /** How many requests wait. */
  int size() {
    return size;
  }

  /**
   * When something may change by itself: a deadline passes, or a request is no longer held back.
   *
   * @return a moment after now, or empty when nothing waits
   */
  Optional<Long> nextChange(long now) {
    long soonest = Long.MAX_VALUE;
    for (ArrayDeque<Request> requests : waiting.values()) {
      for (Request request : requests) {
        soonest = Math.min(soonest, request.deadline() - now);
      }
      Long free = heldBack.get(Shape.of(requests.peek()));
      soonest = free == null ? soonest : Math.min(soonest, free - now);
    }
    return waiting.isEmpty() ? Optional.empty() : Optional.of(now + Math.max(soonest, 0));
  }
}
