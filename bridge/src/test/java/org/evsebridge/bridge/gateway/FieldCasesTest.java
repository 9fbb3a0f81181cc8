package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;
import org.evsebridge.bridge.testing.LogLines;
import org.evsebridge.bridge.testing.ModbusClient;
import org.evsebridge.bridge.testing.Slave;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Situations that people report of gateways, each for its whole kind. */
class FieldCasesTest {
  private static final int UNIT = 2;
  private static final Pdu VOLTAGES = Pdu.request(4, 0x0109, 3);
  private static final Pdu CURRENTS = Pdu.request(4, 0x0105, 3);

  @RegisterExtension final Rig rig = new Rig(GatewayTest::obey);

  private static Pdu right(Pdu request) {
    return GatewayTest.right(new Adu(UNIT, request));
  }

  private static Pdu none(Pdu request) {
    return Pdu.exception(request.function(), ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND);
  }

  private static List<Slave.Piece> after(Adu request, long millis) {
    return List.of(
        new Slave.Piece(
            Duration.ofMillis(millis),
            Rtu.encode(new Adu(request.unit(), GatewayTest.right(request)))));
  }

  @ParameterizedTest
  @EnumSource
  void voltagesAndCurrentsInTurnAreNeverTakenForOneAnotherHoweverLate(Framing framing)
      throws Exception {
    AtomicLong busyUntil = new AtomicLong();
    rig.slave()
        .script(
            request -> {
              long now = System.nanoTime() / 1_000_000;
              long at = busyUntil.accumulateAndGet(now, Math::max) + 400;
              busyUntil.set(at);
              return after(request, at - now);
            });
    rig.start("timeout: 150ms", "late: 100ms", "deadline: 3s");
    ModbusClient client = rig.client(framing);
    int none = 0;
    for (int i = 0; i < 8; i++) {
      Pdu request = i % 2 == 0 ? VOLTAGES : CURRENTS;
      Pdu answer = client.ask(UNIT, request);
      none += answer.equals(none(request)) ? 1 : 0;
      assertThat(answer).isIn(right(request), none(request));
    }
    assertThat(none).as("its answers are late").isPositive();
  }

  /** Silent at some addresses, as devices are that do not know them. */
  private static Slave.Script silentAt(int addresses) {
    return request -> request.pdu().u16(1) < addresses ? List.of() : GatewayTest.obey(request);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "3, 1, 1", "3, 3, 2", "3, 3, 3"})
  void silentRegistersHarmNoOthersAndNoWriteInAnyCycle(int silent, int countOfSilent, int count)
      throws Exception {
    rig.slave().script(silentAt(silent));
    rig.start("timeout: 150ms", "late: 0", "late-at-most: 300ms");
    ModbusClient client = rig.client(Framing.TCP);
    for (int cycle = 0; cycle < 6; cycle++) {
      for (int address = 0; address < silent + 8; address++) {
        Pdu request = Pdu.request(4, address, address < silent ? countOfSilent : count);
        assertThat(client.ask(UNIT, request))
            .as("cycle %d, address %d", cycle, address)
            .isEqualTo(address < silent ? none(request) : right(request));
      }
      Pdu write = Pdu.request(6, 0x0201, 0x0600 + cycle);
      assertThat(client.ask(UNIT, write)).isEqualTo(write);
    }
    long asked =
        rig.slave().asked().stream().filter(one -> one.adu().pdu().u16(1) < silent).count();
    assertThat(asked)
        .as("a silent address is given up after three, fences for it too")
        .isLessThan(silent * (countOfSilent == 1 ? 5L : 10L));
  }

  @Test
  void aWriteThatIsAnsweredWithALimitedValueShowsItToItsClientAndTheUnitCountsAsAlive()
      throws Exception {
    Pdu limited = Pdu.request(6, 0x0201, 0x1010);
    rig.slave()
        .script(
            request ->
                request.pdu().function() == 6
                    ? List.of(new Slave.Piece(Duration.ZERO, Rtu.encode(new Adu(UNIT, limited))))
                    : GatewayTest.obey(request));
    try (LogLines log = LogLines.of(Hints.class)) {
      rig.start("timeout: 300ms");
      ModbusClient client = rig.client(Framing.TCP);
      for (int i = 0; i < 5; i++) {
        assertThat(client.ask(UNIT, Pdu.request(6, 0x0201, 0x2020))).isEqualTo(limited);
      }
      assertThat(client.ask(UNIT, VOLTAGES)).isEqualTo(right(VOLTAGES));
      assertThat(rig.counters().timeouts()).isZero();
      assertThat(log.with("another value")).hasSize(1);
    }
  }

  @Test
  void oneBadCrcIsNoErrorToTheClient() throws Exception {
    Set<Adu> asked = ConcurrentHashMap.newKeySet();
    rig.slave()
        .script(
            request -> {
              byte[] frame = Rtu.encode(new Adu(UNIT, GatewayTest.right(request)));
              frame[frame.length - 1] ^= (byte) (asked.add(request) ? 1 : 0);
              return List.of(new Slave.Piece(Duration.ZERO, frame));
            });
    rig.start("timeout: 2s", "frame-silence: 200ms");
    ModbusClient client = rig.client(Framing.RTU);
    for (int i = 0; i < 5; i++) {
      Pdu read = Pdu.request(4, 0x0105 + i, 3);
      assertThat(client.ask(UNIT, read)).isEqualTo(right(read));
    }
    assertThat(rig.counters().garbled()).isEqualTo(5);
  }

  @Test
  void aLineInTroubleIsOneLineInTheLogAndIsCountedForEachUnit() throws Exception {
    rig.slave().script(request -> List.of());
    try (LogLines log = LogLines.of(Bus.class)) {
      rig.start("timeout: 60ms", "late: 0", "late-at-most: 0", "unit-retry: 1ms");
      ModbusClient client = rig.client(Framing.TCP);
      for (int i = 0; i < 8; i++) {
        client.ask(UNIT, Pdu.request(4, i, 1));
      }
      rig.slave().script(GatewayTest::obey);
      for (int i = 0; i < 10; i++) {
        client.ask(UNIT, Pdu.request(4, 0x100 + i, 1));
      }
      assertThat(log.with("trouble on the line"))
          .singleElement()
          .asString()
          .startsWith("WARN")
          .contains("unit 2: 5 time-outs");
    }
    assertThat(rig.unitCounters())
        .singleElement()
        .satisfies(
            unit -> {
              assertThat(unit.name()).endsWith("unit 2");
              assertThat(unit.timeouts()).isPositive();
              assertThat(unit.answers()).isPositive();
            });
  }

  @Test
  void unitsMayBeOnSeveralDevicesBehindOnePort() throws Exception {
    try (Rig other = new Rig(request -> GatewayTest.obey(request))) {
      int port = other.start("baudrate: 115200").getPort();
      rig.start("units: {3: {uri: '127.0.0.1:" + port + "', unit: 7}}");
      ModbusClient client = rig.client(Framing.TCP);
      Pdu read = Pdu.request(4, 0x0105, 1);
      assertThat(client.ask(UNIT, read)).isEqualTo(right(read));
      assertThat(client.ask(3, read)).isEqualTo(right(read));
      assertThat(rig.slave().asked()).extracting(one -> one.adu().unit()).containsExactly(UNIT);
      assertThat(other.slave().asked()).extracting(one -> one.adu().unit()).containsExactly(7);
    }
  }
}
