package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import org.evsebridge.bridge.config.gateway.LateAnswers;
import org.evsebridge.bridge.config.gateway.LineConfig;
import org.evsebridge.bridge.config.gateway.Retries;
import org.evsebridge.bridge.config.gateway.UnitKinds;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer goes to the request that caused it, or to nobody, however late, of a device that
 * answers in order: random requests of several clients, in simulated time. Every answer tells which
 * of the device's transactions it belongs to. Longer with {@code -Dlate.transactions=1000000},
 * repeatable with {@code -Dlate.seed=…}.
 */
class LateAnswersTest {
  private static final Logger LOG = LoggerFactory.getLogger(LateAnswersTest.class);
  private static final int TRANSACTIONS = Integer.getInteger("late.transactions", 5_000);
  private static final long SEED = Long.getLong("late.seed", 20261128);
  private static final long MILLI = 1_000_000;
  private static final long TIMEOUT = 1000 * MILLI;
  private static final long DEADLINE = 10_000 * MILLI;
  private static final long MOST_LATE = 20_000 * MILLI;
  private static final int UNIT = 2;
  private static final ExceptionCode NO_ANSWER = ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND;

  /** What is asked. */
  private enum Shapes {
    /** evcc's cycle and its writes. */
    EVCC {
      @Override
      Pdu ask(Random random) {
        return switch (random.nextInt(8)) {
          case 0, 1 -> Pdu.request(4, 0x0109, 3);
          case 2, 3 -> Pdu.request(4, 0x0105, 3);
          case 4 -> Pdu.request(4, 0x0108, 1);
          case 5 -> Pdu.request(4, 0x010D, 2);
          case 6 -> Pdu.request(4, 0x0102 + random.nextInt(2), 1);
          default -> Pdu.request(6, 0x0201, 0x0606 + 0x0101 * random.nextInt(3));
        };
      }
    },
    /** Registers, coils and writes of all kinds. */
    MIXED {
      @Override
      Pdu ask(Random random) {
        int address = 0x10 * random.nextInt(8);
        return switch (random.nextInt(6)) {
          case 0 -> Pdu.request(3, address, 1 + random.nextInt(4));
          case 1 -> Pdu.request(1, address, 9 + random.nextInt(20));
          case 2 -> Pdu.request(6, address, random.nextInt(2));
          case 3 -> Pdu.of(16, 0, address, 0, 1, 2, 0, random.nextInt(4));
          default -> Pdu.request(4, address, 1 + random.nextInt(4));
        };
      }
    },
    ALL_OF_TWO {
      @Override
      Pdu ask(Random random) {
        return Pdu.request(4, 0x10 * random.nextInt(16), 2);
      }
    },
    ALL_OF_ONE {
      @Override
      Pdu ask(Random random) {
        return Pdu.request(4, 0x10 * random.nextInt(16), 1);
      }
    };

    abstract Pdu ask(Random random);
  }

  /** What the device does wrong beside being late. */
  private enum Habit {
    IN_ORDER,
    /** While it is busy with one request it drops others. */
    DROPS,
    GIVES_EXCEPTIONS
  }

  /** A line, who is on it and who asks. */
  private enum Case {
    MODULE(Shapes.EVCC, Habit.IN_ORDER, true, 5, 2),
    MODULE_DROPS(Shapes.EVCC, Habit.DROPS, true, 5, 3),
    MODULE_EXCEPTIONS(Shapes.EVCC, Habit.GIVES_EXCEPTIONS, true, 5, 4),
    OTHER(Shapes.MIXED, Habit.IN_ORDER, false, 25, 2),
    OTHER_DROPS(Shapes.MIXED, Habit.DROPS, false, 25, 4),
    OTHER_EXCEPTIONS(Shapes.MIXED, Habit.GIVES_EXCEPTIONS, false, 25, 3),
    EQUAL_MODULE(Shapes.ALL_OF_ONE, Habit.IN_ORDER, true, 5, 2),
    EQUAL_MODULE_DROPS(Shapes.ALL_OF_ONE, Habit.DROPS, true, 5, 3),
    EQUAL(Shapes.ALL_OF_TWO, Habit.IN_ORDER, false, 25, 2),
    EQUAL_DROPS(Shapes.ALL_OF_TWO, Habit.DROPS, false, 25, 3),
    EQUAL_EXCEPTIONS(Shapes.ALL_OF_TWO, Habit.GIVES_EXCEPTIONS, false, 25, 4),
    /** Nothing can be asked to tell: only waiting helps, for as long as answers are late. */
    EQUAL_WITHOUT_FENCE(Shapes.ALL_OF_ONE, Habit.IN_ORDER, false, 25, 2),
    /** A load guard writes and reads between what the clients ask. */
    GUARDED(Shapes.EVCC, Habit.IN_ORDER, true, 5, 2),
    GUARDED_DROPS(Shapes.EVCC, Habit.DROPS, true, 5, 3),
    GUARDED_EXCEPTIONS(Shapes.EVCC, Habit.GIVES_EXCEPTIONS, true, 5, 3);

    private final Shapes shapes;
    private final Habit habit;
    private final boolean module;
    private final int lateAtMost;
    private final int clients;

    Case(Shapes shapes, Habit habit, boolean module, int lateAtMost, int clients) {
      this.shapes = shapes;
      this.habit = habit;
      this.module = module;
      this.lateAtMost = lateAtMost;
      this.clients = clients;
    }

    private LineConfig line() {
      return Lines.serial(
          Duration.ofNanos(TIMEOUT),
          Duration.ofSeconds(1),
          new LateAnswers(Duration.ofSeconds(lateAtMost), true, false),
          Retries.DEFAULT);
    }

    private LineGuard guard() {
      return name().startsWith("GUARDED") ? new StandInGuard() : LineGuard.NONE;
    }

    private Devices devices() {
      return new Devices(
          List.of(
              new UnitKinds(
                  Map.of(), module ? Map.of(UNIT, UnitKinds.DeviceKind.SMARTEVSE) : Map.of())));
    }
  }

  /** A transaction as the device sees it. */
  private static final class Meant {
    private final Adu request;
    private final long asked;
    private long answered = Long.MAX_VALUE;
    private Pdu answer;
    private boolean reached;

    private Meant(Adu request, long asked) {
      this.request = request;
      this.asked = asked;
    }
  }

  /** A device that answers in order, mostly soon, sometimes very late. */
  private static final class InOrder implements SimulatedBus.Device {
    private final SimulatedBus line;
    private final Habit habit;
    private final Random random;
    private final Deque<Meant> lately = new ArrayDeque<>();
    private final Meant[] byNumber = new Meant[0x10000];
    private long busyUntil;
    private int number;

    InOrder(SimulatedBus line, Habit habit, Random random) {
      this.line = line;
      this.habit = habit;
      this.random = random;
    }

    @Override
    public void asked(Adu request) {
      long now = line.now();
      Meant meant = new Meant(request, now);
      lately.addLast(meant);
      if (lately.size() > 500) {
        lately.removeFirst();
      }
      number = number + 1 & 0xFFFF;
      byNumber[number] = meant;
      if (habit == Habit.DROPS && now < busyUntil && random.nextInt(3) > 0) {
        return;
      }
      boolean late = random.nextInt(100) < 4;
      long delay =
          late ? (long) (random.nextDouble() * MOST_LATE) : (5 + random.nextInt(40)) * MILLI;
      long begins = Math.max(now, busyUntil);
      long at = Math.max(begins, Math.min(begins + delay, now + MOST_LATE));
      busyUntil = at;
      meant.answer = answer(request.pdu(), number);
      meant.answered = at;
      line.at(at, () -> line.says(Rtu.encode(new Adu(request.unit(), meant.answer))));
    }

    private Pdu answer(Pdu request, int which) {
      if (habit == Habit.GIVES_EXCEPTIONS && random.nextInt(5) == 0) {
        return Pdu.of(request.function() | 0x80, 1 + which % 11);
      }
      if (request.function() > 4) {
        return AccessRules.asIfDone(request).orElseThrow();
      }
      int bytes = request.function() < 3 ? (request.u16(3) + 7) / 8 : 2 * request.u16(3);
      int[] pdu = new int[2 + bytes];
      pdu[0] = request.function();
      pdu[1] = bytes;
      for (int i = 0; i < bytes; i++) {
        pdu[2 + i] = (bytes > 1 && i % 2 == 0 ? which >> 8 : which) & 0xFF;
      }
      return Pdu.of(pdu);
    }

    /** Whether the device meant an answer for a request that was made after a moment. */
    boolean meant(Adu request, Pdu answer, long since) {
      Optional<ReadSpan> read = ReadSpan.of(request).filter(one -> !answer.isException());
      Optional<Meant> found =
          read.isPresent()
              ? Optional.ofNullable(byNumber[number(answer)])
                  .filter(one -> covers(one, read.get(), answer))
              : lately.stream()
                  .filter(one -> one.asked >= since && one.answered <= line.now())
                  .filter(one -> answer.equals(one.answer) && one.request.equals(request))
                  .findFirst();
      found.filter(one -> one.asked >= since).ifPresent(one -> one.reached = true);
      return found.filter(one -> one.asked >= since).isPresent();
    }

    private static int number(Pdu answer) {
      return answer.length() > 3 ? answer.u16(2) : answer.u8(2);
    }

    /** A wider read may have served a narrower one. */
    private static boolean covers(Meant one, ReadSpan read, Pdu answer) {
      return ReadSpan.of(one.request)
          .filter(wide -> wide.contains(read))
          .filter(wide -> !one.answer.isException())
          .filter(wide -> wide.cut(one.answer, read).equals(answer))
          .isPresent();
    }

    /** Whether an answer came in time that nobody was given. */
    boolean answeredInTime(Adu request, long since) {
      return lately.stream()
          .anyMatch(
              one ->
                  one.asked >= since
                      && !one.reached
                      && one.request.equals(request)
                      && one.answered - one.asked < TIMEOUT);
    }
  }

  /** Asks one thing after another. */
  private final class Client {
    private final Asker asker;
    private final Random random;

    Client(String name, Random random) {
      this.random = random;
      this.asker =
          new Asker(name)
              .at(name)
              .on(devices, Duration.ofNanos(DEADLINE))
              .hearing((request, answer) -> hears(request.adu(), request.arrived(), answer));
    }

    void ask() {
      line.bus().submit(asker.request(UNIT, the.shapes.ask(random), line.now()));
    }

    private void hears(Adu asked, long askedAt, Pdu answer) {
      transactions++;
      boolean meant =
          guard.clamps(asked) && answer.equals(asked.pdu()) // an equal older echo says as much
              || device.meant(sentFor(asked), answer, askedAt);
      if (meant) {
        right++;
      } else if (!answer.equals(Pdu.exception(asked.pdu().function(), NO_ANSWER))) {
        wrong.add(asked + " got " + answer + " after " + (line.now() - askedAt) / MILLI + " ms");
      } else if (device.answeredInTime(asked, askedAt)) {
        lost++;
      }
      worst = Math.max(worst, line.now() - askedAt);
      line.at(line.now() + random.nextInt(200) * MILLI, this::ask);
    }
  }

  /** What went on the line for a request. */
  private Adu sentFor(Adu asked) {
    return guard.toLine(asked, "", 0);
  }

  /** What a guard does each 700 ms: a heartbeat mostly, else a read of evcc's shape. */
  private void beat(StandInGuard one, Random random) {
    boolean looks = random.nextInt(4) == 0;
    Pdu pdu =
        looks ? Pdu.request(4, 0x0109, 3) : Pdu.request(6, 0x0201, 0x0606 + random.nextInt(2));
    one.wants(new Look(pdu));
    line.at(line.now() + 700 * MILLI, () -> beat(one, random));
  }

  /** A request of the guard, whose answer must be meant for it. */
  private final class Look implements GuardRequest {
    private final Pdu pdu;
    private long sentAt;

    Look(Pdu pdu) {
      this.pdu = pdu;
    }

    @Override
    public int unit() {
      return UNIT;
    }

    @Override
    public boolean isHeartbeat() {
      return pdu.function() == 6;
    }

    @Override
    public Optional<Pdu> toLine(long now) {
      sentAt = now;
      return Optional.of(pdu);
    }

    @Override
    public void ended(Optional<Pdu> sent, Optional<Pdu> answer, long now) {
      looks++;
      answer
          .filter(came -> !isHeartbeat() || came.isException())
          .filter(came -> !device.meant(new Adu(UNIT, pdu), came, sentAt))
          .ifPresent(came -> wrong.add("the guard's " + pdu + " got " + came));
    }
  }

  private Case the;
  private LineGuard guard;
  private int looks;
  private Devices devices;
  private SimulatedBus line;
  private InOrder device;
  private int transactions;
  private int right;
  private int lost;
  private long worst;
  private final List<String> wrong = new ArrayList<>();

  @ParameterizedTest
  @EnumSource
  void noAnswerGoesToAnotherRequest(Case the) {
    this.the = the;
    devices = the.devices();
    guard = the.guard();
    line = new SimulatedBus(the.line(), devices, guard);
    device = new InOrder(line, the.habit, new Random(SEED));
    line.device(device);
    IntFunction<Client> client = i -> new Client("10.0.0." + i, new Random(SEED + 1 + i));
    for (int i = 0; i < the.clients; i++) {
      client.apply(i).ask();
    }
    if (guard instanceof StandInGuard one) {
      beat(one, new Random(SEED));
    }
    line.run(() -> transactions < TRANSACTIONS && wrong.isEmpty());
    LOG.info(
        "{}, seed {}: {} requests, {} right, {} wrong, {} lost, the longest wait {} s, in {} h",
        the,
        SEED,
        transactions,
        right,
        wrong.size(),
        lost,
        worst / 1_000 / MILLI,
        line.now() / 3_600_000 / MILLI);
    assertThat(wrong).isEmpty();
    assertThat(transactions).isGreaterThanOrEqualTo(TRANSACTIONS);
    assertThat(lost)
        .as("answers in time that reached nobody")
        .isLessThanOrEqualTo(TRANSACTIONS / 1000);
    assertThat(looks > TRANSACTIONS / 10).isEqualTo(guard != LineGuard.NONE);
    assertThat(worst).isLessThanOrEqualTo(DEADLINE + 2 * TIMEOUT);
  }
}
