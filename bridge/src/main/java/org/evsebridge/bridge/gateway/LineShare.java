package org.evsebridge.bridge.gateway;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * How much of the line's time each host, and each connection of a host, has used, so that nobody
 * gets more of it by asking more or by asking what is not answered. Time used counts from where the
 * others are by now: who was away has saved nothing up. Who has just cost a time-out lets the
 * others go first for as long as that took. Moments and times are in nanoseconds and come in from
 * outside. Not thread-safe.
 */
final class LineShare {
  /** So long after its last request a client counts as one who is still at it. */
  static final long AT_IT = 100_000_000;

  private static final int BOUND = 1000;

  private final Map<String, Account> hosts = new HashMap<>();
  private final Map<Client, Account> clients = new HashMap<>();
  private long floor;
  private long barredUntil;
  private boolean barred;

  private static final class Account {
    private long used;
    private long floor; // of its connections, if it is a host's
    private long activeAt;
    private long barredUntil;
    private boolean barred;

    private boolean isBarred(long now) {
      barred = barred && now - barredUntil < 0;
      return barred;
    }
  }

  /** A client asks for something, and had nothing waiting. */
  void asks(Client client, long now) {
    Account host = hosts.computeIfAbsent(client.host(), key -> new Account());
    Account own = clients.computeIfAbsent(client, key -> new Account());
    host.used = Math.max(host.used, floor);
    host.activeAt = now;
    own.used = Math.max(own.used, host.floor);
    own.activeAt = now;
    if (hosts.size() > BOUND) {
      forgetHosts(now);
    }
  }

  /** Those whose turn it is first: the least used, host by host and then client by client. */
  Comparator<Client> order() {
    return Comparator.comparingLong((Client client) -> used(hosts.get(client.host())))
        .thenComparingLong(client -> used(clients.get(client)));
  }

  private static long used(Account account) {
    return account == null ? 0 : account.used;
  }

  /** A transaction that served a client, perhaps among others, took some of the line's time. */
  void used(Client client, long nanos) {
    Account host = hosts.get(client.host());
    Account own = clients.get(client);
    if (host != null && own != null) {
      floor = Math.max(floor, host.used);
      host.floor = Math.max(host.floor, own.used);
      host.used += nanos;
      own.used += nanos;
    }
  }

  /** A client's request cost a time-out of some length. */
  void timedOut(Client client, long nanos, long now) {
    Account host = hosts.get(client.host());
    Account own = clients.get(client);
    if (host != null && own != null) {
      bar(host, now + nanos);
      bar(own, now + nanos);
      barred = true;
      barredUntil = now + nanos;
    }
  }

  private static void bar(Account account, long until) {
    account.barred = true;
    account.barredUntil = until;
  }

  /** Whether a client lets others go first, who are at it and have cost nothing. */
  boolean isDeferred(Client client, long now) {
    barred = barred && now - barredUntil < 0;
    if (!barred) {
      return false;
    }
    Account host = hosts.get(client.host());
    if (host != null && host.isBarred(now) && anotherIsAtIt(hosts, host, now)) {
      return true;
    }
    Account own = clients.get(client);
    return own != null && own.isBarred(now) && anotherIsAtIt(clients, own, now);
  }

  private static boolean anotherIsAtIt(Map<?, Account> accounts, Account one, long now) {
    return accounts.values().stream()
        .anyMatch(other -> other != one && now - other.activeAt < AT_IT && !other.isBarred(now));
  }

  /** A client is gone. */
  void forget(Client client) {
    clients.remove(client);
  }

  /** Forgets hosts that would begin anew from where they are. */
  private void forgetHosts(long now) {
    for (Iterator<Account> i = hosts.values().iterator(); i.hasNext(); ) {
      Account host = i.next();
      if (host.used <= floor && now - host.activeAt >= AT_IT && !host.isBarred(now)) {
        i.remove();
      }
    }
  }
}
