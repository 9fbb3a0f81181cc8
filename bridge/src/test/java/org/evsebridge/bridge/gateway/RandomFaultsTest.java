package org.evsebridge.bridge.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;
import org.evsebridge.bridge.testing.Fault;
import org.evsebridge.bridge.testing.ModbusClient;
import org.evsebridge.bridge.testing.Slave;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Random requests of several clients to devices with random faults. Every register that the slave
 * hands out tells which of its transactions it belongs to, so that each answer can be held against
 * what the slave meant: the same registers, and asked after the client had asked. Longer with
 * {@code -Drandom.seconds=600}, repeatable with {@code -Drandom.seed=…}.
 */
class RandomFaultsTest {
  private static final Logger LOG = LoggerFactory.getLogger(RandomFaultsTest.class);
  private static final int SECONDS_LONG = Integer.getInteger("random.seconds", 8);
  private static final long SEED = Long.getLong("random.seed", 20261122);
  private static final Duration TIMEOUT = Duration.ofMillis(60);
  private static final int CLIENTS = 6;
  private static final int UNITS = 8;

  /** A transaction as the slave saw it. */
  private record Meant(Adu request, long asked) {}

  private final List<Meant> meant = new CopyOnWriteArrayList<>();
  private final Random faults = new Random(SEED);

  private List<Slave.Piece> answer(Adu request) {
    int number = meant.size();
    meant.add(new Meant(request, System.nanoTime()));
    Adu right = new Adu(request.unit(), right(request.pdu(), number));
    // Mostly late ones: they are the dangerous kind. A right answer takes its time too, so that a
    // late one can come between the next request and its answer.
    Duration late = TIMEOUT.plusMillis(5 + faults.nextInt(60));
    Fault[] all = Fault.values();
    int choice = faults.nextInt(3 * all.length);
    if (choice < all.length) {
      return all[choice].answer(request, right, late, faults);
    }
    return choice < all.length + 5
        ? Fault.LATE.answer(request, right, late, faults)
        : List.of(new Slave.Piece(Duration.ofMillis(faults.nextInt(30)), Rtu.encode(right)));
  }

  /** A transaction's answer: now and then an exception, else its number plus the address. */
  private static Pdu right(Pdu request, int number) {
    if (request.function() == 6) {
      return request;
    }
    if (number % 17 == 0) {
      return Pdu.exception(request.function(), ExceptionCode.SERVER_DEVICE_BUSY);
    }
    int[] bytes = new int[2 + 2 * request.u16(3)];
    bytes[0] = request.function();
    bytes[1] = 2 * request.u16(3);
    for (int i = 0; i < request.u16(3); i++) {
      int word = number + request.u16(1) + i;
      bytes[2 + 2 * i] = word >> 8 & 0xFF;
      bytes[3 + 2 * i] = word & 0xFF;
    }
    return Pdu.of(bytes);
  }

  /** What one client did: how many answers were right, which were wrong. */
  private record Seen(int right, List<String> wrong) {}

  private Seen ask(ModbusClient client, Random random, long end) throws Exception {
    int right = 0;
    List<String> wrong = new ArrayList<>();
    while (System.nanoTime() - end < 0) {
      int unit = 1 + random.nextInt(UNITS);
      int address = 0x100 * unit + random.nextInt(4);
      Pdu request =
          switch (random.nextInt(8)) {
            case 0 -> Pdu.request(6, address, random.nextInt(0x10000));
            case 1 -> Pdu.request(4, address, 1 + random.nextInt(4));
            case 2, 3 -> Pdu.request(3, address, 3);
            default -> Pdu.request(4, address, 3);
          };
      long asked = System.nanoTime();
      Pdu answer = client.ask(unit, request);
      if (isRight(new Adu(unit, request), asked, answer)) {
        right++;
      } else if (!isNoAnswer(request, answer)) {
        wrong.add("unit " + unit + ", " + request + " got " + answer);
      }
    }
    return new Seen(right, wrong);
  }

  private static boolean isNoAnswer(Pdu request, Pdu answer) {
    return answer.equals(
        Pdu.exception(request.function(), ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND));
  }

  private boolean isRight(Adu request, long asked, Pdu answer) {
    Pdu pdu = request.pdu();
    if (answer.isException() || pdu.function() == 6) {
      return meant.stream()
          .filter(m -> m.asked() - asked >= 0 && m.request().equals(request))
          .anyMatch(m -> answer.equals(right(pdu, meant.indexOf(m))));
    }
    if (answer.length() != 2 + 2 * pdu.u16(3)) {
      return false;
    }
    int number = answer.u16(2) - pdu.u16(1) & 0xFFFF;
    if (number >= meant.size() || !answer.equals(right(pdu, number))) {
      return false;
    }
    Meant source = meant.get(number);
    ReadSpan read = ReadSpan.of(request).orElseThrow();
    return source.asked() - asked >= 0
        && ReadSpan.of(source.request()).filter(wide -> wide.contains(read)).isPresent();
  }

  @Test
  void everyAnswerIsTheOneThatTheSlaveMeant() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
    try (Rig rig = new Rig(this::answer)) {
      // A late answer is at most 65 ms late: 'late' leaves the rest to a machine that is busy.
      rig.start("timeout: 60ms", "late: 800ms", "unit-retry: 50ms", "baudrate: 115200");
      long end = System.nanoTime() + Duration.ofSeconds(SECONDS_LONG).toNanos();
      List<Future<Seen>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        ModbusClient client = rig.client(Framing.values()[i % 2]);
        Random random = new Random(SEED + i);
        clients.add(pool.submit(() -> ask(client, random, end)));
      }
      int right = 0;
      for (Future<Seen> client : clients) {
        Seen seen = client.get(SECONDS_LONG + 60, SECONDS);
        assertThat(seen.wrong()).as("seed %d", SEED).isEmpty();
        right += seen.right();
      }
      LOG.info(
          "seed {}: {} transactions, {} right answers, no wrong one", SEED, meant.size(), right);
      assertThat(right).as("right answers in all").isGreaterThan(2 * SECONDS_LONG);
    } finally {
      pool.shutdown();
    }
  }
}
