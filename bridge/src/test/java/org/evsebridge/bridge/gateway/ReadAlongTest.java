package org.evsebridge.bridge.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.testing.ModbusClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReadAlongTest {
  private static final Adu READ = new Adu(2, Pdu.request(4, 0x0105, 1));
  private static final Pdu ANSWER = Pdu.of(4, 2, 1, 5);

  @RegisterExtension final Rig rig = new Rig(GatewayTest::obey);

  private final List<Heard> heard = new CopyOnWriteArrayList<>();

  private record Heard(Adu sent, Pdu answer) {}

  private String start(String... keys) throws Exception {
    rig.start(keys);
    rig.gateway().listen((line, sent, answer) -> heard.add(new Heard(sent, answer)));
    return rig.gateway().modules().keySet().iterator().next();
  }

  @Test
  void whatAUnitAnswersToAClientAndToTheBridgeItselfIsReadAlong() throws Exception {
    String line = start();
    try (ModbusClient client = rig.client(Framing.TCP)) {
      client.ask(2, READ.pdu());
    }
    await().until(() -> heard.equals(List.of(new Heard(READ, ANSWER))));
    assertThat(rig.gateway().read(line, READ).get(10, SECONDS)).isEqualTo(ANSWER);
    Pdu write = Pdu.request(6, 0x0201, 0x0606);
    assertThat(rig.gateway().command(line, new Adu(2, write)).get(10, SECONDS)).isEqualTo(write);
    await().until(() -> heard.size() == 3);
    assertThat(heard.get(2)).isEqualTo(new Heard(new Adu(2, write), write));
  }

  @Test
  void theBridgeHearsThatALineIsDownAndOfALineThatThereIsNot() throws Exception {
    String line = start();
    rig.pullOut();
    CompletableFuture<Pdu> first = rig.gateway().read(line, READ);
    assertThat(first.get(20, SECONDS).isException()).isTrue();
    await()
        .until(
            () ->
                rig.gateway()
                    .read(line, READ)
                    .get(20, SECONDS)
                    .equals(Pdu.exception(4, ExceptionCode.GATEWAY_PATH_UNAVAILABLE)));
    assertThatThrownBy(() -> rig.gateway().read("/dev/nowhere", READ))
        .isInstanceOf(IllegalArgumentException.class);
    rig.plugIn(GatewayTest::obey);
  }

  @Test
  void theModulesAreThoseThatAreNamedAsSuch() throws Exception {
    String line = start("protect: {2: smartevse}", "describe: {3: smartevse}");
    assertThat(rig.gateway().modules()).isEqualTo(Map.of(line, Set.of(2, 3)));
  }
}
