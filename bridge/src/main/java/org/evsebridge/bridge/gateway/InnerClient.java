package org.evsebridge.bridge.gateway;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;

/** The bridge itself as a client of its lines. Thread-safe. */
final class InnerClient implements Client {
  /** How long a request may wait for the line, in nanoseconds. */
  private static final long DEADLINE = TimeUnit.SECONDS.toNanos(10);

  private final String name;
  private final boolean yields;
  private final Tally tally;
  private final AtomicInteger asked = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Pdu>> waiting = new ConcurrentHashMap<>();

  /**
   * @param name for the log
   * @param yields whether all others' reads go first
   */
  InnerClient(String name, boolean yields) {
    this.name = name;
    this.yields = yields;
    this.tally = new Tally(name, () -> 0); // which nobody is shown
  }

  /**
   * Asks, as any client would.
   *
   * @return what comes, an exception of a device or of the gateway among it; completed on a thread
   *     of the line's, which must not be held up
   */
  CompletableFuture<Pdu> ask(Bus bus, Adu adu) {
    int number = asked.getAndIncrement();
    CompletableFuture<Pdu> answer = new CompletableFuture<>();
    waiting.put(number, answer);
    long now = bus.now();
    Optional<ReadSpan> read = bus.devices().plainRead(adu);
    bus.submit(
        new Request(this, number, number, adu, adu.unit(), read, now, now + DEADLINE, 0, 0, false));
    return answer;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String host() {
    return name;
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public boolean yields() {
    return yields;
  }

  @Override
  public boolean wants(Request request) {
    return waiting.containsKey(request.transaction());
  }

  @Override
  public void answer(Request request, Pdu answer) {
    Optional.ofNullable(waiting.remove(request.transaction()))
        .ifPresent(future -> future.complete(answer));
  }
}
