package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.evsebridge.bridge.config.gateway.LateAnswers;
import org.evsebridge.bridge.config.gateway.Retries;
import org.evsebridge.bridge.config.gateway.UnitKinds;
import org.evsebridge.bridge.config.gateway.UnitKinds.DeviceKind;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a device costs that answered and then says nothing any more, and how it comes back. */
class UnpluggedDeviceTest {
  private static final int UNIT = 2;
  private static final int REGISTERS = 8;
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Pdu NO_ANSWER =
      Pdu.exception(4, ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND);

  private final Asker client = new Asker("client");
  private SimulatedBus line;
  private boolean plugged = true;
  private int asked;

  private void start(Map<Integer, DeviceKind> kinds) {
    line =
        new SimulatedBus(
            Lines.serial(
                TIMEOUT,
                Duration.ofMillis(100),
                new LateAnswers(Duration.ofSeconds(5), true, false),
                Retries.DEFAULT),
            new Devices(List.of(new UnitKinds(Map.of(), kinds))));
    line.device(this::asked);
    askAll();
    plugged = false;
    asked = 0;
  }

  private void asked(Adu request) {
    asked++;
    if (plugged) {
      line.says(Rtu.encode(new Adu(UNIT, GatewayTest.right(request))));
    }
  }

  private Pdu ask(int register) {
    int had = client.answers().size();
    Pdu read = Pdu.request(4, 0x0110 + 0x10 * register, 3);
    line.bus().submit(client.request(UNIT, read, line.now()));
    line.run(() -> client.answers().size() == had);
    return client.answers().get(had);
  }

  private void askAll() {
    for (int i = 0; i < REGISTERS; i++) {
      ask(i);
    }
  }

  @Test
  void readsOfOneShapeCostAFewTimeOutsTogetherAndNotThreeEach() {
    start(Map.of());
    for (int i = 0; i < 3; i++) {
      askAll();
    }
    assertThat(asked).isLessThanOrEqualTo(3 * UnitHealth.TIMEOUTS);
  }

  @Test
  void aModuleThatAnswersNoFenceEitherRestsSooner() {
    start(Map.of(UNIT, DeviceKind.SMARTEVSE));
    for (int i = 0; i < 3; i++) {
      askAll();
    }
    assertThat(asked).isLessThanOrEqualTo(2 * UnitHealth.TIMEOUTS);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, REGISTERS - 1})
  void itIsFoundAgainThoughNobodyAsksTheOthersAnyMore(int register) {
    start(Map.of());
    askAll();
    askAll();
    plugged = true;
    long since = line.now();
    while (ask(register).equals(NO_ANSWER)
        && line.now() - since < Duration.ofMinutes(5).toNanos()) {
      long next = line.now() + Duration.ofMillis(50).toNanos();
      line.at(next, () -> {});
      line.run(() -> line.now() < next);
    }
    assertThat(Duration.ofNanos(line.now() - since)).isLessThan(Duration.ofSeconds(16));
  }
}
