package org.evsebridge.bridge.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.evsebridge.bridge.modbus.Pdu;

/** Clients that ask one request after the other for some time, and check every answer. */
final class Load {
  static final int UNIT = 2;

  private Load() {}

  /**
   * What came of it.
   *
   * @param answers right ones, of all clients
   * @param exceptions answers that say there is none
   * @param wrong answers to something else
   */
  record Result(
      long answers, long exceptions, long wrong, Duration took, Duration p50, Duration p99) {
    /**
     * @param nanos of each answer; 0 for an exception, negative for a wrong one
     */
    static Result of(long[] nanos, long took) {
      long[] right = Arrays.stream(nanos).filter(t -> t > 0).sorted().toArray();
      long exceptions = Arrays.stream(nanos).filter(t -> t == 0).count();
      return new Result(
          right.length,
          exceptions,
          nanos.length - right.length - exceptions,
          Duration.ofNanos(took),
          at(right, 0.5),
          at(right, 0.99));
    }

    private static Duration at(long[] sorted, double share) {
      return sorted.length == 0
          ? Duration.ZERO
          : Duration.ofNanos(sorted[(int) (share * (sorted.length - 1))]);
    }

    double perSecond() {
      return answers * 1e9 / took.toNanos();
    }
  }

  /**
   * Runs the load.
   *
   * @param reads what each client reads, by its number
   */
  static Result run(
      InetSocketAddress gateway, int clients, Duration duration, IntFunction<Pdu> reads)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(clients);
    try {
      long start = System.nanoTime();
      long end = start + duration.toNanos();
      List<Callable<long[]>> tasks = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        Pdu request = reads.apply(i);
        tasks.add(() -> client(gateway, request, end));
      }
      List<long[]> latencies = new ArrayList<>();
      for (Future<long[]> client : pool.invokeAll(tasks)) {
        latencies.add(client.get());
      }
      long took = System.nanoTime() - start;
      return Result.of(latencies.stream().flatMapToLong(Arrays::stream).toArray(), took);
    } finally {
      pool.shutdown();
    }
  }

  /**
   * The time that each answer took, in nanoseconds; 0 for an exception, negative for a wrong one.
   */
  private static long[] client(InetSocketAddress gateway, Pdu request, long end)
      throws IOException {
    Pdu right = PacedSlave.right(request);
    long[] latencies = new long[1024];
    int n = 0;
    try (BenchClient client = new BenchClient(gateway)) {
      for (long now = System.nanoTime(); now < end; ) {
        BenchClient.Answer answer = client.ask(UNIT, request, right);
        long then = System.nanoTime();
        if (n == latencies.length) {
          latencies = Arrays.copyOf(latencies, 2 * n);
        }
        latencies[n++] = answer.nanos(then - now);
        now = then;
      }
    }
    return Arrays.copyOf(latencies, n);
  }
}
