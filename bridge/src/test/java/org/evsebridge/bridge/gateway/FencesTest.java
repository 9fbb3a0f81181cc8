package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.evsebridge.bridge.config.gateway.LateAnswers;
import org.evsebridge.bridge.config.gateway.Retries;
import org.evsebridge.bridge.config.gateway.UnitKinds;
import org.evsebridge.bridge.config.gateway.UnitKinds.DeviceKind;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;
import org.junit.jupiter.api.Test;

/** What is asked only to learn that nothing older is to come, in simulated time. */
class FencesTest {
  private static final long MILLI = 1_000_000;
  private static final int UNIT = 2;
  private static final Pdu SILENT = Pdu.request(4, 0x0109, 3);
  private static final Pdu WAITS = Pdu.request(4, 0x0105, 3);

  private final List<Pdu> sent = new ArrayList<>();
  private final List<Long> at = new ArrayList<>();
  private final Asker client = new Asker("client");
  private final Asker other = new Asker("other").at("10.0.0.2");
  private SimulatedBus line;
  private boolean answersFences = true;

  private void start(boolean fences, Map<Integer, DeviceKind> kinds) {
    line =
        new SimulatedBus(
            Lines.serial(
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                new LateAnswers(Duration.ofSeconds(3), fences, false),
                Retries.DEFAULT),
            new Devices(List.of(new UnitKinds(Map.of(), kinds))));
    line.device(this::asked);
  }

  /** A device that drops one request, and answers all others at once. */
  private void asked(Adu request) {
    sent.add(request.pdu());
    at.add(line.now() / MILLI);
    boolean isFence = !request.pdu().equals(WAITS) && !request.pdu().equals(SILENT);
    if (!request.pdu().equals(SILENT) && (answersFences || !isFence)) {
      line.says(Rtu.encode(new Adu(UNIT, GatewayTest.right(request))));
    }
  }

  /** One read is not answered; behind it waits one of the same shape. */
  private void run() {
    line.bus().submit(client.request(UNIT, SILENT, line.now()));
    line.bus().submit(other.request(UNIT, WAITS, line.now()));
    line.run(() -> other.answers().isEmpty());
  }

  @Test
  void aShorterPartOfTheReadThatWaitsIsAskedOnceTheDeviceHasHadTime() {
    start(true, Map.of());
    run();
    assertThat(sent).containsExactly(SILENT, Pdu.request(4, 0x0105, 2), WAITS);
    assertThat(at.get(1) - at.get(0)).isBetween(2000L, 2100L); // time-out and 'late'
    assertThat(other.answers()).containsExactly(GatewayTest.right(new Adu(UNIT, WAITS)));
  }

  @Test
  void theChargingModuleIsAskedForItsSettingsWhateverWaits() {
    start(true, Map.of(UNIT, DeviceKind.SMARTEVSE));
    run();
    assertThat(sent).containsExactly(SILENT, Pdu.request(3, 0x0204, 1), WAITS);
  }

  @Test
  void withoutFencesNothingIsAskedAndWhatWaitsGoesOutWhenItHasWaitedLongEnough() {
    start(false, Map.of());
    run();
    assertThat(sent).containsExactly(SILENT, WAITS);
    assertThat(at.get(1) - at.get(0)).isBetween(4000L, 4100L); // time-out and 'late-at-most'
  }

  @Test
  void aDeviceThatAnswersNoFenceIsAskedForNoneInTheEnd() {
    start(true, Map.of());
    answersFences = false;
    for (int i = 0; i < 200; i++) {
      line.bus().submit(client.request(UNIT, SILENT, line.now()));
      line.bus().submit(other.request(UNIT, WAITS, line.now()));
      int had = other.answers().size();
      line.run(() -> other.answers().size() == had);
    }
    long fences = sent.stream().filter(pdu -> !pdu.equals(SILENT) && !pdu.equals(WAITS)).count();
    assertThat(fences).isEqualTo(Fences.IGNORED);
  }
}
