package org.evsebridge.bridge.bench;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;
import org.evsebridge.bridge.testing.ModbusClient;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.Slave;

/**
 * Holds the gateway, and mbusd if it is there, in front of a device that answers in order, mostly
 * at once and now and then up to 3 s late, in real time; prints how many answers were right, wrong,
 * or none. Ends with status 1 if the gateway gave a wrong one, or fewer right ones a second than
 * mbusd. The argument is the number of transactions.
 */
public final class LateAnswersJudge {
  private static final long SEED = 20261128;
  private static final int CLIENTS = 2;
  private static final int UNIT = 2;
  private static final int LATE_PERCENT = 3;
  private static final int MOST_LATE_MILLIS = 3000;

  /** What clients got. */
  private record Figures(int right, int wrong, int none, Duration took) {
    double goodput() {
      return right / (took.toNanos() / 1e9);
    }

    void print(String gateway) {
      System.out.printf(
          Locale.ROOT, "| %s | %d | %d | %d | %.1f |%n", gateway, right, wrong, none, goodput());
    }
  }

  /** Answers in order; each register tells its address. */
  private static final class InOrder implements Slave.Script {
    private final Random random = new Random(SEED);
    private long busyUntil = System.nanoTime();

    @Override
    public synchronized List<Slave.Piece> answer(Adu request) {
      long now = System.nanoTime();
      int millis =
          random.nextInt(100) < LATE_PERCENT
              ? random.nextInt(MOST_LATE_MILLIS)
              : 2 + random.nextInt(10);
      busyUntil = Math.max(now, busyUntil) + millis * 1_000_000L;
      return List.of(
          new Slave.Piece(
              Duration.ofNanos(busyUntil - now), Rtu.encode(new Adu(UNIT, right(request.pdu())))));
    }
  }

  private LateAnswersJudge() {}

  public static void main(String[] arguments) throws Exception {
    int transactions = arguments.length == 0 ? 5000 : Integer.parseInt(arguments[0]);
    System.out.println("| gateway | right | wrong | none | right/s |");
    System.out.println("|---|---|---|---|---|");
    Figures ours = judge(Optional.empty(), transactions);
    ours.print("evse-bridge");
    boolean good = ours.wrong() == 0;
    Optional<Path> mbusd = Mbusd.program();
    if (mbusd.isPresent()) {
      Figures theirs = judge(mbusd, transactions);
      theirs.print("mbusd");
      good &= ours.goodput() >= theirs.goodput();
    }
    System.exit(good ? 0 : 1);
  }

  private static Figures judge(Optional<Path> mbusd, int transactions) throws Exception {
    try (Pty pty = Pty.open();
        Slave slave = Slave.on(pty, new InOrder())) {
      // mbusd waits 500 ms for an answer.
      GatewayBenchmark.Running running =
          GatewayBenchmark.start(mbusd, pty, 115200, ", timeout: 500ms");
      ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
      AtomicInteger left = new AtomicInteger(transactions);
      long began = System.nanoTime();
      List<Future<Figures>> asking = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Random random = new Random(SEED + i);
        asking.add(clients.submit(() -> ask(running.address(), random, left)));
      }
      int right = 0;
      int wrong = 0;
      int none = 0;
      for (Future<Figures> client : asking) {
        Figures figures = client.get(3600, SECONDS);
        right += figures.right();
        wrong += figures.wrong();
        none += figures.none();
      }
      clients.shutdown();
      running.gateway().close();
      return new Figures(right, wrong, none, Duration.ofNanos(System.nanoTime() - began));
    }
  }

  private static Figures ask(InetSocketAddress gateway, Random random, AtomicInteger left)
      throws Exception {
    int right = 0;
    int wrong = 0;
    int none = 0;
    try (ModbusClient client = ModbusClient.connect(Framing.TCP, gateway)) {
      while (left.getAndDecrement() > 0) {
        Pdu request = request(random);
        Pdu answer = client.ask(UNIT, request);
        if (answer.equals(right(request))) {
          right++;
        } else if (answer.isException()) {
          none++;
        } else {
          wrong++;
        }
      }
    }
    return new Figures(right, wrong, none, Duration.ZERO);
  }

  /** evcc's cycle. */
  private static Pdu request(Random random) {
    return switch (random.nextInt(8)) {
      case 0, 1 -> Pdu.request(4, 0x0109, 3);
      case 2, 3 -> Pdu.request(4, 0x0105, 3);
      case 4 -> Pdu.request(4, 0x0108, 1);
      case 5 -> Pdu.request(4, 0x010D, 2);
      case 6 -> Pdu.request(4, 0x0102 + random.nextInt(2), 1);
      default -> Pdu.request(6, 0x0201, 0x0606 + 0x0101 * random.nextInt(3));
    };
  }

  private static Pdu right(Pdu request) {
    if (request.function() == 6) {
      return request;
    }
    int[] bytes = new int[2 + 2 * request.u16(3)];
    bytes[0] = request.function();
    bytes[1] = 2 * request.u16(3);
    for (int i = 0; i < request.u16(3); i++) {
      bytes[2 + 2 * i] = request.u16(1) + i >> 8;
      bytes[3 + 2 * i] = request.u16(1) + i & 0xFF;
    }
    return Pdu.of(bytes);
  }
}
