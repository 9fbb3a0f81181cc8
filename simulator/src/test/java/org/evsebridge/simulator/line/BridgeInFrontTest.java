package org.evsebridge.simulator.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.evsebridge.bridge.Bridge;
import org.evsebridge.bridge.BridgeReader;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.testing.ModbusClient;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlReader;
import org.evsebridge.simulator.charger.ChargingModule;
import org.evsebridge.simulator.charger.Hardware;
import org.evsebridge.simulator.charger.Settings;
import org.evsebridge.simulator.config.FaultRuleBlock;
import org.evsebridge.simulator.modbus.ModuleUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bridge in front of two modules on a line with faults: whatever happens there, a client gets
 * the right answer or an exception, and when the faults are gone all is well again. The modules
 * hold other values in each register, so that the answer to another request cannot pass for the
 * right one. An answer that comes later than {@code late} allows for may be taken for that to a
 * later request, as the bridge's documentation says: no fault here makes one so late, but a machine
 * on which a thread of the line waits so long for a processor does, and a wrong answer just after
 * such a wait is none of the bridge's. Longer with {@code -Drandom.seconds=600}, repeatable with
 * {@code -Drandom.seed=…}.
 */
class BridgeInFrontTest {
  private static final Duration EACH = Duration.ofSeconds(Integer.getInteger("random.seconds", 1));
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long SEED = Long.getLong("random.seed", 20261122);
  private static final List<Integer> UNITS = List.of(2, 3);

  /** What the faults leave of {@code late}. */
  private static final Duration STALL = Duration.ofMillis(150);

  private static final Duration AFTER_STALL = Duration.ofSeconds(2);
  private static final int CLIENTS = 3;
  private static final int INJECTED = 6;

  /** Registers that keep any value without anything following from it. */
  private static final List<ModuleRegister> REGISTERS =
      List.of(ModuleRegister.CHALLENGE, ModuleRegister.CONDITION, ModuleRegister.CP_WAIT_TIME);

  @TempDir private Path dir;
  private final LineFaults faults = new LineFaults(SEED);
  private final List<ModuleUnit> units = UNITS.stream().map(BridgeInFrontTest::module).toList();
  private final Rs485Bus bus =
      new Rs485Bus(
          "rs485",
          SerialSettings.MODULE.withBaudrate(115_200),
          request -> units.stream().flatMap(unit -> unit.answer(request).stream()).toList(),
          unit -> true,
          faults,
          seen -> {});
  private Stalls stalls;
  private BusTap tap;
  private Bridge bridge;

  private static ModuleUnit module(int address) {
    Settings settings = Settings.FACTORY.with(ModuleRegister.ADDRESS, address);
    for (ModuleRegister register : REGISTERS) {
      settings = settings.with(register, value(address, register));
    }
    return new ModuleUnit(new ChargingModule(Hardware.DEFAULT, settings));
  }

  private static int value(int unit, ModuleRegister register) {
    return 0x1000 * unit + register.address();
  }

  @BeforeEach
  void start() throws Exception {
    tap = BusTap.open(dir.resolve("ttyBus"), bus, () -> Wire.INSTANT);
    stalls = new Stalls(STALL, "line rs485", "tap ttyBus", "serial");
    Path file = dir.resolve("bridge.yaml");
    Files.writeString(
        file,
        """
        modbusproxy:
          - port: 0
            host: 127.0.0.1
            device: %s
            baudrate: 115200
            comset: 8N1
            timeout: 100ms
            late: 500ms
            unit-retry: 50ms
        """
            .formatted(dir.resolve("ttyBus")));
    Problems problems = new Problems();
    bridge = Bridge.start(BridgeReader.read(List.of(file), problems));
    problems.throwIfAny();
  }

  @AfterEach
  void stop() {
    stalls.close();
    bridge.close();
    tap.close();
    bus.close();
  }

  static Stream<String> everyFault() {
    Stream<String> kinds = Stream.of(FaultRuleBlock.kinds().split(", "));
    return Stream.concat(
        kinds.filter(kind -> !kind.equals("reset")).map(BridgeInFrontTest::single), Stream.of(ALL));
  }

  private static final String ALL = "all";

  private static String single(String kind) {
    return "{fault: " + kind + parameters(kind);
  }

  /**
   * All at once: rarely enough that right answers come too. An answer that comes late in the name
   * of a unit that was asked meanwhile is right for all that anybody can see, so the other unit is
   * one that nobody asks; and a late one holds up the next ones, so that a few in a row are more
   * than {@code late} allows for.
   */
  private static Stream<String> together() {
    return everyFault()
        .filter(one -> !one.equals(ALL) && !one.contains("unplugged"))
        .map(one -> one.replaceAll("probability: [0-9.]+", "probability: 0.04"))
        .map(one -> one.replace("other-unit,", "other-unit, as: 9,"));
  }

  private static String parameters(String kind) {
    return switch (kind) {
      case "late" -> ", by: 150ms, probability: 0.1}";
      case "exception" -> ", code: " + INJECTED + ", probability: 0.3}";
      case "dead" -> ", away: 200ms, probability: 0.1}";
      case "unplugged" -> ", away: 300ms, requests: 2}";
      case "pieces" -> ", bytes: 2, pause: 3ms, probability: 0.5}";
      default -> ", probability: 0.3}";
    };
  }

  @ParameterizedTest
  @MethodSource("everyFault")
  void underAFaultAnswersAreRightOrExceptionsAndAfterwardsAllIsWell(String fault) throws Exception {
    if (fault.equals(ALL)) {
      together().forEach(this::set);
    } else {
      set(fault);
    }
    ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<Seen>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Random random = new Random(SEED + i);
        Framing framing = Framing.values()[i % 2];
        clients.add(pool.submit(asking(framing, random)));
      }
      int right = 0;
      for (Future<Seen> client : clients) {
        Seen seen = client.get();
        assertThat(seen.wrong()).as("wrong answers under %s, seed %d", fault, SEED).isEmpty();
        right += seen.right();
      }
      if (!fault.contains("unplugged")) { // back after the faults' time, which is seen below
        assertThat(right).as("right answers under %s", fault).isPositive();
      }
    } finally {
      pool.shutdown();
    }

    faults.clear();
    try (ModbusClient client = connect(Framing.TCP)) {
      for (int unit : UNITS) {
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    isRight(
                        unit,
                        ModuleRegister.CONDITION,
                        client.ask(unit, read(ModuleRegister.CONDITION))));
      }
    }
  }

  private void set(String yaml) {
    try {
      Problems problems = new Problems();
      Optional<FaultRule> rule =
          FaultRuleBlock.BLOCK.read(YamlReader.read("rule", yaml).get(0), problems);
      problems.throwIfAny();
      faults.add(rule.orElseThrow(), Rs485Bus.now());
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** What a client got: how many right answers, and which wrong ones. */
  private record Seen(int right, Set<String> wrong) {}

  /** Asks at random for a while. */
  private Callable<Seen> asking(Framing framing, Random random) {
    return () -> {
      int rightOnes = 0;
      Set<String> wrong = new HashSet<>();
      long end = System.nanoTime() + EACH.toNanos();
      try (ModbusClient client = connect(framing)) {
        while (System.nanoTime() < end) {
          int unit = UNITS.get(random.nextInt(UNITS.size()));
          ModuleRegister register = REGISTERS.get(random.nextInt(REGISTERS.size()));
          boolean write = random.nextInt(4) == 0;
          Pdu request = write ? write(unit, register) : read(register);
          Pdu answer = client.ask(unit, request);
          boolean right = write ? answer.equals(request) : isRight(unit, register, answer);
          rightOnes += right ? 1 : 0;
          if (!right && !isAllowedException(request, answer) && !stalls.within(AFTER_STALL)) {
            wrong.add(new Adu(unit, request) + " got " + answer);
          }
        }
      }
      return new Seen(rightOnes, wrong);
    };
  }

  private ModbusClient connect(Framing framing) throws Exception {
    InetSocketAddress address = bridge.gatewayPorts().get(0).firstTry().join().orElseThrow();
    return ModbusClient.connect(framing, address);
  }

  private static Pdu read(ModuleRegister register) {
    return Pdu.request(3, register.address(), 1);
  }

  /** Writes what is there already. */
  private static Pdu write(int unit, ModuleRegister register) {
    return Pdu.request(6, register.address(), value(unit, register));
  }

  private static boolean isRight(int unit, ModuleRegister register, Pdu answer) {
    int value = value(unit, register);
    return answer.equals(Pdu.of(3, 2, value >> 8, value & 0xFF));
  }

  private static boolean isAllowedException(Pdu request, Pdu answer) {
    return answer.isException()
        && answer.function() == (request.function() | 0x80)
        && (answer.u8(1) == INJECTED
            || answer.u8(1) == ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND.code()
            || answer.u8(1) == ExceptionCode.GATEWAY_PATH_UNAVAILABLE.code());
  }
}
