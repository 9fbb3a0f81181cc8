package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.evsebridge.bridge.config.ModbusProxyReader;
import org.evsebridge.bridge.config.Problems;
import org.evsebridge.bridge.config.YamlNode;
import org.evsebridge.bridge.config.YamlReader;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;
import org.junit.jupiter.api.Test;

class BusTest {
  private static Outcome faultyAtUnit3(Adu request) {
    if (request.unit() == 3) {
      throw new IllegalStateException("of all things");
    }
    return new Outcome.Answered(GatewayTest.right(request));
  }

  @Test
  void aFaultInOneTransactionDoesNotEndTheBus() throws Exception {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    YamlNode list = YamlReader.read("x", "- {port: 1, device: /dev/x}").get(0);
    List<YamlNode> entries = ((YamlNode.Sequence) list).items();
    try (Bus bus =
        Bus.start(
            ModbusProxyReader.read(entries, new Problems()).get(0).line(),
            ScriptedLine.up(BusTest::faultyAtUnit3),
            new Devices(List.of()),
            timer)) {
      Asker client = new Asker("a");
      Pdu read = Pdu.request(4, 5, 1);
      bus.submit(client.request(3, read, System.nanoTime()));
      bus.submit(client.request(2, read, System.nanoTime()));
      await().until(() -> client.answers().size() == 2);
      assertThat(client.answers())
          .containsExactly(
              Pdu.exception(4, ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND),
              GatewayTest.right(new Adu(2, read)));
    } finally {
      timer.shutdownNow();
    }
  }
}
