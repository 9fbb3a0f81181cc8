package org.evsebridge.bridge.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.evsebridge.bridge.modbus.Pdu;

/** Who asks beside evcc, for ever: each of some connections goes round units of its own. */
final class Neighbours implements AutoCloseable {
  private static final Pdu READ = Pdu.request(4, 0, 1);

  /** What evcc asks of the charging module in one cycle, with a write of the limit at its end. */
  private static final List<Pdu> CYCLE =
      List.of(
          Pdu.request(4, 0x0109, 3),
          Pdu.request(4, 0x0105, 3),
          Pdu.request(4, 0x0105, 3),
          Pdu.request(4, 0x0109, 3),
          Pdu.request(4, 0x0108, 1),
          Pdu.request(4, 0x010D, 2),
          Pdu.request(4, 0x0103, 1),
          Pdu.request(4, 0x0102, 1),
          Pdu.request(6, 0x0201, 0x0606));

  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean over;

  /** Nobody. */
  Neighbours() {}

  /**
   * @param unit the unit of a connection's next request, by a number that counts them all
   */
  Neighbours(InetSocketAddress gateway, int connections, IntUnaryOperator unit) {
    for (int i = 0; i < connections; i++) {
      int first = i;
      Thread thread =
          new Thread(
              () -> ask(gateway, n -> unit.applyAsInt(first + connections * n)), "neighbour");
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private void ask(InetSocketAddress gateway, IntUnaryOperator unit) {
    Pdu right = PacedSlave.right(READ);
    for (int n = 0; !over; n++) {
      try (BenchClient client = new BenchClient(gateway)) {
        for (; !over; n++) {
          client.ask(unit.applyAsInt(n), READ, right);
        }
      } catch (IOException e) {
        // once more, on a new connection
      }
    }
  }

  /** An evcc-like client beside them: it asks one thing after the other. */
  static Load.Result evcc(InetSocketAddress gateway, Duration duration) throws IOException {
    long[] latencies = new long[1024];
    int n = 0;
    long start = System.nanoTime();
    try (BenchClient client = new BenchClient(gateway)) {
      for (long now = start; now - start < duration.toNanos(); ) {
        Pdu request = CYCLE.get(n % CYCLE.size());
        BenchClient.Answer answer = client.ask(Load.UNIT, request, PacedSlave.right(request));
        long then = System.nanoTime();
        if (n == latencies.length) {
          latencies = Arrays.copyOf(latencies, 2 * n);
        }
        latencies[n++] = answer.nanos(then - now);
        now = then;
      }
    }
    return Load.Result.of(Arrays.copyOf(latencies, n), System.nanoTime() - start);
  }

  @Override
  public void close() {
    over = true;
  }
}
