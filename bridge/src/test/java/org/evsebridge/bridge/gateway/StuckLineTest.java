package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.serial.ReconnectingDevice;
import org.evsebridge.bridge.testing.LogLines;
import org.evsebridge.bridge.testing.ModbusClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An adapter that takes nothing any more, so that writing to it hangs. */
class StuckLineTest {
  private static final int MORE_THAN_A_PSEUDO_TERMINAL_HOLDS = 200;
  private static final Pdu READ = Pdu.request(4, 7, 1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String GIVEN_UP = "takes nothing any more";

  private final LogLines log = LogLines.of(ReconnectingDevice.class);
  @RegisterExtension final Rig rig = new Rig(GatewayTest::obey);

  @AfterEach
  void unplug() throws Exception {
    log.close();
  }

  private void start() throws Exception {
    rig.start("baudrate: 921600", "gap: 0", "broadcast-delay: 0", "deadline: 1m");
  }

  private static Pdu longWrite() {
    int[] write = new int[252];
    write[0] = 0x10;
    write[4] = 123;
    write[5] = 246;
    return Pdu.of(write);
  }

  private void writeUntilItHangs() throws Exception {
    rig.slave().close(); // nobody reads what is written
    ModbusClient writer = rig.client(Framing.TCP);
    for (int i = 0; i < MORE_THAN_A_PSEUDO_TERMINAL_HOLDS; i++) {
      writer.send(Adu.BROADCAST, longWrite());
    }
    AtomicInteger before = new AtomicInteger();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              int now = rig.waiting();
              return before.getAndSet(now) == now && now > 0;
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void pulledOutWhileAWriteHangsItIsNoticedAndComesBack(boolean heard) throws Exception {
    start();
    ModbusClient client = rig.client(Framing.TCP);
    assertThat(client.ask(2, READ)).isEqualTo(GatewayTest.right(new Adu(2, READ)));
    writeUntilItHangs();
    client.send(2, READ);
    if (heard) { // so that the thread that would notice waits for the one that writes
      rig.slave().say(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
      await().atMost(PATIENCE).until(() -> readerWaits() || !log.with(GIVEN_UP).isEmpty());
    }
    rig.pullOut();
    assertThat(client.receive().adu().pdu())
        .isEqualTo(Pdu.exception(4, ExceptionCode.GATEWAY_PATH_UNAVAILABLE));
    rig.plugIn(GatewayTest::obey);
    await().atMost(PATIENCE).until(() -> !client.ask(2, READ).isException());
  }

  @Test
  void aWriteThatHangsIsGivenUpAndTheClientIsToldSo() throws Exception {
    start();
    ModbusClient client = rig.client(Framing.TCP);
    writeUntilItHangs();
    client.send(2, READ);
    assertThat(client.receive().adu().pdu())
        .isEqualTo(Pdu.exception(4, ExceptionCode.GATEWAY_PATH_UNAVAILABLE));
    await().atMost(PATIENCE).until(() -> !log.with(GIVEN_UP).isEmpty());
    rig.pullOut();
    rig.plugIn(GatewayTest::obey);
    await().atMost(PATIENCE).until(() -> !client.ask(2, READ).isException());
  }

  private static boolean readerWaits() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("serial "))
        .anyMatch(thread -> thread.getState() == Thread.State.BLOCKED);
  }
}
