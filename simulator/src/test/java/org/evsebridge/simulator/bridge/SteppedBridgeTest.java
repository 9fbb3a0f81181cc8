package org.evsebridge.simulator.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.config.guard.FuseKind;
import org.evsebridge.bridge.config.guard.GuardSettings;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.guard.SampleGuards;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.RegisterSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bridge that dies, hangs and starts, before a line that confirms each write. */
class SteppedBridgeTest {
  private static final GuardedModule MODULE = SampleGuards.MODULE;
  private static final GuardSettings SETTINGS = SampleGuards.settings(FuseKind.GG, 6, MODULE);

  private final List<Pdu> onLine = new ArrayList<>();
  private final SteppedBridge bridge = new SteppedBridge(SETTINGS, this::answer, 0);

  /** Writes are confirmed; reads get zeros. */
  private Optional<Adu> answer(String line, Adu request) {
    Pdu pdu = request.pdu();
    onLine.add(pdu);
    if (pdu.function() == RegisterSpace.WRITE_SINGLE) {
      return Optional.of(request);
    }
    byte[] zeros = new byte[2 + 2 * pdu.u16(3)];
    zeros[0] = (byte) pdu.function();
    zeros[1] = (byte) (zeros.length - 2);
    return Optional.of(new Adu(request.unit(), Pdu.of(zeros, 0, zeros.length)));
  }

  private void wish(int word) {
    Pdu write = Pdu.request(RegisterSpace.WRITE_SINGLE, ModuleRegister.LIMIT.address(), word);
    assertThat(bridge.ask("line", new Adu(2, write), "evcc")).contains(new Adu(2, write));
  }

  @ParameterizedTest
  @CsvSource({"1000, true", "600000, true", "600100, false"})
  void aBridgeThatWasAwayForTenMinutesAtMostKnowsWhatWasWished(long away, boolean knows) {
    bridge.tick(100);
    wish(0x0C0C);
    bridge.tick(200);
    bridge.die();

    bridge.tick(200 + away);
    bridge.start();

    assertThat(bridge.guard().wishShown(MODULE, 200 + away))
        .isEqualTo(knows ? Optional.of(0xFF0C) : Optional.empty());
  }

  @Test
  void oneThatHangsOrIsDeadSendsNothingAndAnswersNobody() {
    bridge.tick(100);
    wish(0x0C0C);
    onLine.clear();

    bridge.hang();
    bridge.tick(3_000);
    Adu read = new Adu(2, Pdu.request(3, ModuleRegister.LIMIT.address(), 1));
    assertThat(bridge.ask("line", read, "evcc")).isEmpty();
    bridge.die();
    bridge.tick(6_000);

    assertThat(onLine).isEmpty();
  }
}
