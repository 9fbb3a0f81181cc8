package org.evsebridge.bridge.status;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The counts of one port that clients connect to. Any thread may count and read. */
public final class Counters {
  private static final long NEVER = Long.MIN_VALUE;

  private final String name;
  private final LongSupplier nanoTime;
  private final Map<Count, AtomicLong> counts = new EnumMap<>(Count.class);
  private final Map<Object, Supplier<ClientCounters>> clients = new ConcurrentHashMap<>();
  private final AtomicLong lastByte = new AtomicLong(NEVER);
  private final AtomicLong lastTelegram = new AtomicLong(NEVER);

  /**
   * @param name what the log calls the port
   * @param nanoTime as {@link System#nanoTime}
   */
  public Counters(String name, LongSupplier nanoTime) {
    this.name = name;
    this.nanoTime = nanoTime;
    for (Count count : Count.values()) {
      counts.put(count, new AtomicLong());
    }
  }

  /** What the log calls the port. */
  public String name() {
    return name;
  }

  public void add(Count count, long more) {
    counts.get(count).addAndGet(more);
  }

  public void one(Count count) {
    add(count, 1);
  }

  /**
   * A client is there.
   *
   * @param now how it stands whenever somebody asks, on any thread
   */
  public void arrived(Object client, Supplier<ClientCounters> now) {
    one(Count.CLIENTS);
    clients.put(client, now);
  }

  /** A client has gone. */
  public void left(Object client) {
    add(Count.CLIENTS, -1);
    clients.remove(client);
  }

  /** How each client that is there stands now, in no order. */
  public List<ClientCounters> eachClient() {
    return clients.values().stream().map(Supplier::get).toList();
  }

  /** Counts bytes that have just come from the device. */
  public void fromDevice(int bytes) {
    add(Count.BYTES_FROM_DEVICE, bytes);
    lastByte.set(nanoTime.getAsLong());
  }

  /** Counts a good telegram that has just come. */
  public void telegram() {
    one(Count.TELEGRAMS);
    lastTelegram.set(nanoTime.getAsLong());
  }

  public long get(Count count) {
    return counts.get(count).get();
  }

  /** How long ago the last good telegram came; empty when none has yet. */
  public Optional<Duration> lastTelegramAge() {
    return age(lastTelegram.get());
  }

  /** How long ago the last byte came from the device; empty when none has yet. */
  public Optional<Duration> lastByteAge() {
    return age(lastByte.get());
  }

  private Optional<Duration> age(long at) {
    return at == NEVER
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(nanoTime.getAsLong() - at));
  }

  /** One line for a person: the clients, and every count that is not 0. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(name).append(": ");
    line.append(Count.CLIENTS.of(get(Count.CLIENTS)));
    for (Count count : Count.values()) {
      if (count != Count.CLIENTS && get(count) != 0) {
        line.append(", ").append(count.of(get(count)));
      }
    }
    lastByteAge().ifPresent(age -> line.append(", last byte ").append(ago(age)));
    lastTelegramAge().ifPresent(age -> line.append(", last telegram ").append(ago(age)));
    return line.toString();
  }

  private static String ago(Duration age) {
    return age.toMillis() / 1000.0 + " s ago";
  }
}
