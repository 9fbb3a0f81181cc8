package org.evsebridge.bridge.gateway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * The requests that wait for the line, and whose turn it is. Not thread-safe.
 *
 * <p>The requests of one client go in the order they came. Among the first ones of the clients a
 * write goes before reads, but at most {@link #WRITES_IN_A_ROW} while a read waits; otherwise who
 * has used the least of the line, and among equals they take turns. Reads that one answer can serve
 * go together.
 */
final class BusQueue {
  static final int WRITES_IN_A_ROW = 4;

  private final int bound;
  // Whose turn comes first stands first; a client that had its turn goes to the end.
  private final Map<Client, ArrayDeque<Request>> waiting = new LinkedHashMap<>();
  private final LineShare share;
  private int size;
  private int writes;
  private int writesInARow;

  /**
   * @param bound how many requests may wait
   * @param share who has used how much of the line
   */
  BusQueue(int bound, LineShare share) {
    this.bound = bound;
    this.share = share;
  }

  /**
   * Adds a request.
   *
   * @return the request that there is no room for: the newest of the client with the most
   */
  Optional<Request> add(Request request) {
    waiting.computeIfAbsent(request.client(), client -> new ArrayDeque<>()).addLast(request);
    count(request, 1);
    return size > bound ? Optional.of(removeNewestOfGreediest()) : Optional.empty();
  }

  /** Puts a request back in front of its client's others. */
  void putBack(Request request) {
    waiting.computeIfAbsent(request.client(), client -> new ArrayDeque<>()).addFirst(request);
    count(request, 1);
  }

  private void count(Request request, int change) {
    size += change;
    writes += request.isRead() ? 0 : change;
  }

  private Request removeNewestOfGreediest() {
    ArrayDeque<Request> most =
        waiting.values().stream()
            .max(
                Comparator.<ArrayDeque<Request>>comparingInt(ArrayDeque::size)
                    .thenComparingLong(requests -> requests.peekLast().arrived()))
            .orElseThrow();
    Request refused = most.removeLast();
    count(refused, -1);
    if (most.isEmpty()) {
      waiting.remove(refused.client());
    }
    return refused;
  }

  /**
   * Takes what goes on the line now; empty when nothing may.
   *
   * @param mayGo whether a request may go out now
   */
  Optional<Transaction> take(Predicate<Request> mayGo) {
    Comparator<Client> order = share.order();
    Request read = null;
    Request write = null;
    for (ArrayDeque<Request> requests : waiting.values()) {
      Request first = requests.peekFirst();
      Request best = first.isRead() ? read : write;
      if (best != null && order.compare(first.client(), best.client()) >= 0 || !mayGo.test(first)) {
        continue;
      }
      if (first.isRead()) {
        read = first;
      } else {
        write = first;
      }
    }
    if (write != null && (read == null || writesInARow < WRITES_IN_A_ROW)) {
      writesInARow = read == null ? 0 : writesInARow + 1;
      takeTurn(write.client());
      return Optional.of(new Transaction(write, List.of(write)));
    }
    if (read == null) {
      return Optional.empty();
    }
    writesInARow = 0;
    return Optional.of(together(read, mayGo));
  }

  /** The widest waiting read that holds this one, with all that its answer serves. */
  private Transaction together(Request first, Predicate<Request> mayGo) {
    Request lead = first;
    for (ArrayDeque<Request> requests : waiting.values()) {
      Request other = requests.peekFirst();
      if (other.isRead()
          && span(other).count() > span(lead).count()
          && serves(other, first)
          && !writeCameBefore(other)
          && mayGo.test(other)) {
        lead = other;
      }
    }
    List<Request> served = new ArrayList<>();
    served.add(lead);
    takeTurn(lead.client());
    if (lead != first) {
      served.add(first);
      takeTurn(first.client());
    }
    for (Client client : List.copyOf(waiting.keySet())) {
      while (joins(lead, waiting.get(client))) {
        served.add(waiting.get(client).peekFirst());
        takeTurn(client);
      }
    }
    return new Transaction(lead, served);
  }

  /** Whether a client's next request is served by the lead's answer as well as by its own. */
  private boolean joins(Request lead, ArrayDeque<Request> requests) {
    if (requests == null) {
      return false;
    }
    Request next = requests.peekFirst();
    return next.isRead() && serves(lead, next) && !writeCameBefore(next);
  }

  private static boolean serves(Request lead, Request read) {
    return read.alone() ? span(lead).equals(span(read)) : span(lead).contains(span(read));
  }

  /** Whether a write to the read's unit came before it and still waits: it must be seen. */
  private boolean writeCameBefore(Request read) {
    if (writes == 0) {
      return false;
    }
    int unit = read.adu().unit();
    return waiting.values().stream()
        .flatMap(ArrayDeque::stream)
        .filter(other -> !other.isRead() && other.arrived() - read.arrived() <= 0)
        .anyMatch(write -> write.adu().unit() == unit || write.adu().isBroadcast());
  }

  private static ReadSpan span(Request read) {
    return read.read().orElseThrow();
  }

  /** Removes the first request of a client, which goes on the line or is served otherwise. */
  void takeTurn(Client client) {
    ArrayDeque<Request> requests = waiting.remove(client);
    count(requests.removeFirst(), -1);
    if (!requests.isEmpty()) {
      waiting.put(client, requests);
    }
  }

  /** Removes the requests that something is true of. */
  List<Request> removeIf(Predicate<Request> condition) {
    List<Request> removed = new ArrayList<>();
    for (Iterator<ArrayDeque<Request>> i = waiting.values().iterator(); i.hasNext(); ) {
      ArrayDeque<Request> requests = i.next();
      requests.stream().filter(condition).forEach(removed::add);
      requests.removeIf(condition);
      if (requests.isEmpty()) {
        i.remove();
      }
    }
    removed.forEach(request -> count(request, -1));
    return removed;
  }

  /** Removes the requests whose deadline has passed. */
  List<Request> removeExpired(long now) {
    return removeIf(request -> now - request.deadline() >= 0);
  }

  /** Removes those requests of a client that something is true of. */
  void remove(Client client, Predicate<Request> condition) {
    if (waiting.containsKey(client)) {
      removeIf(request -> request.client() == client && condition.test(request));
    }
  }

  /** The first requests of the clients, in the order of their turns. */
  List<Request> firsts() {
    return waiting.values().stream().map(ArrayDeque::peekFirst).toList();
  }

  /** How many requests wait. */
  int size() {
    return size;
  }

  /** How many of some clients wait. */
  int size(Predicate<Client> which) {
    return waiting.entrySet().stream()
        .filter(client -> which.test(client.getKey()))
        .mapToInt(client -> client.getValue().size())
        .sum();
  }

  /** Whether a write waits. */
  boolean hasWrites() {
    return writes > 0;
  }

  boolean isWaiting(Client client) {
    return waiting.containsKey(client);
  }

  /** When the next deadline passes; empty when nothing waits. */
  OptionalLong nextDeadline() {
    return waiting.values().stream()
        .flatMap(ArrayDeque::stream)
        .mapToLong(Request::deadline)
        .reduce((a, b) -> a - b < 0 ? a : b);
  }
}
