package org.evsebridge.bridge.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ErrorBit;
import org.evsebridge.bridge.registers.ModuleState;
import org.junit.jupiter.api.Test;

class ChargingModulesTest {
  private static final String LINE = "/dev/ttyS0";
  private static final int UNIT = 2;

  private long now = 1_000_000;
  private final List<Pdu> asked = new ArrayList<>();
  private CompletableFuture<Pdu> answer = new CompletableFuture<>();
  private final ChargingModules modules =
      new ChargingModules(Map.of(LINE, Set.of(UNIT)), this::ask, () -> now);

  private CompletableFuture<Pdu> ask(String line, Adu request) {
    assertThat(line).isEqualTo(LINE);
    assertThat(request.unit()).isEqualTo(UNIT);
    asked.add(request.pdu());
    answer = new CompletableFuture<>();
    return answer;
  }

  private void seconds(int seconds) {
    for (int i = 0; i < seconds; i++) {
      now += 1_000;
      modules.step();
    }
  }

  /** The module answers a read with as many words as it asks for. */
  private void says(Pdu read, int... words) {
    int[] bytes = new int[2 + 2 * words.length];
    bytes[0] = read.function();
    bytes[1] = 2 * words.length;
    for (int i = 0; i < words.length; i++) {
      bytes[2 + 2 * i] = words[i] >> 8;
      bytes[3 + 2 * i] = words[i] & 0xFF;
    }
    modules.answered(LINE, new Adu(UNIT, read), Pdu.of(bytes));
  }

  private void answersWhatItIsAsked(int... words) {
    Pdu last = asked.get(asked.size() - 1);
    int[] all = new int[last.u16(3)];
    System.arraycopy(words, 0, all, 0, Math.min(words.length, all.length));
    says(last, all);
    answer.complete(Pdu.of(last.function(), 0));
  }

  private ModuleReading reading() {
    return modules.readings().get(0);
  }

  @Test
  void beforeTheFirstAnswerNothingIsKnown() {
    assertThat(reading().state()).isEmpty();
    assertThat(reading().isFresh()).isFalse();
    assertThat(reading().age()).isEmpty();
    assertThat(reading().watts()).isEmpty();
  }

  @Test
  void whatTheRegistersHoldIsDecoded() {
    says(
        Pdu.request(4, 0x0102, 13),
        0x1014, // 16 A advertised, cable 20 A
        0x0103, // state C, too hot
        0xFFFB, // -5 °C
        0x137C, // 19.48 A
        0x0009,
        0x0011,
        0x0280, // 2.5 kWh
        0xE4C5, // 228.77 V
        0x0615,
        0x0640,
        0x0003,
        0x0100, // 1/256 kWh, low word first
        0x0001);
    says(Pdu.request(3, 0x0201, 1), 0xFF0A);
    says(Pdu.request(3, 0x0204, 1), 0x0001);
    ModuleReading reading = reading();
    assertThat(reading.state()).contains(ModuleState.C);
    assertThat(reading.errors()).containsExactly(ErrorBit.TOO_HOT);
    assertThat(reading.celsius()).hasValue(-5);
    assertThat(reading.advertised()).hasValue(16);
    assertThat(reading.cable()).hasValue(20);
    assertThat(reading.amperes()).contains(new PerPhase(0x137C / 256.0, 9 / 256.0, 17 / 256.0));
    assertThat(reading.chargingPhases()).isEqualTo(1);
    assertThat(reading.watts().getAsDouble()).isBetween(4_456.0, 4_460.0);
    assertThat(reading.sessionKwh()).hasValue(2.5);
    assertThat(reading.totalKwh()).hasValue(257.0);
    assertThat(reading.limit()).hasValue(10);
    assertThat(reading.threePhases()).contains(true);
    assertThat(reading.isFresh()).isTrue();
  }

  @Test
  void aWrittenLimitCountsAsSoonAsItIsEchoed() {
    Pdu write = Pdu.request(6, 0x0201, 0x0D0D);
    modules.answered(LINE, new Adu(UNIT, write), write);
    assertThat(reading().limit()).hasValue(13);
  }

  @Test
  void otherUnitsAndOtherLinesAreNotTakenForTheModule() {
    Pdu read = Pdu.request(4, 0x0103, 1);
    Pdu charging = Pdu.of(4, 2, 0, 3);
    modules.answered(LINE, new Adu(3, read), charging);
    modules.answered("/dev/ttyS1", new Adu(UNIT, read), charging);
    assertThat(reading().state()).isEmpty();
  }

  @Test
  void itIsReadOnceItIsNotKnownAndThenAsOftenAsItGrowsOld() {
    for (int i = 0; i < 4; i++) {
      seconds(1);
      answersWhatItIsAsked();
    }
    assertThat(asked)
        .containsExactly(
            Pdu.request(4, 0x0000, 6),
            Pdu.request(4, 0x0102, 13),
            Pdu.request(3, 0x0201, 1),
            Pdu.request(3, 0x0204, 1));
    asked.clear();
    seconds(2);
    assertThat(asked).isEmpty();
    seconds(2);
    assertThat(asked).containsExactly(Pdu.request(4, 0x0102, 10));
  }

  @Test
  void whileAClientReadsItTheBridgeDoesNot() {
    for (int i = 0; i < 4; i++) {
      seconds(1);
      answersWhatItIsAsked();
    }
    asked.clear();
    for (int i = 0; i < 12; i++) {
      says(Pdu.request(4, 0x0102, 13), new int[13]);
      seconds(1);
    }
    assertThat(asked)
        .as("only what that client does not read")
        .allMatch(pdu -> pdu.function() == 3);
  }

  @Test
  void oneRequestIsUnderWayAtATime() {
    seconds(10);
    assertThat(asked).hasSize(1);
  }

  @Test
  void aSilentModuleIsLeftAloneForAMinuteUnlessItIsHeard() {
    seconds(1);
    answer.complete(Pdu.exception(4, ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND));
    seconds(30);
    assertThat(asked).hasSize(1);
    says(Pdu.request(4, 0x0103, 1), 1);
    seconds(1);
    assertThat(asked).hasSize(2);
    answer.complete(Pdu.exception(4, ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND));
    seconds(61);
    assertThat(asked).hasSize(3);
  }

  @Test
  void aModuleWhoseLineIsNotUpIsReadAsSoonAsItIs() {
    seconds(1);
    answer.complete(Pdu.exception(4, ExceptionCode.GATEWAY_PATH_UNAVAILABLE));
    seconds(1);
    assertThat(asked).hasSize(2);
  }

  @Test
  void whatItsFirmwareDoesNotKnowDoesNotKeepTheRestFromBeingRead() {
    seconds(1);
    answer.complete(Pdu.exception(4, ExceptionCode.ILLEGAL_DATA_VALUE));
    seconds(1);
    assertThat(asked.get(1)).isEqualTo(Pdu.request(4, 0x0102, 13));
    answer.complete(Pdu.exception(4, ExceptionCode.ILLEGAL_DATA_ADDRESS));
    seconds(1);
    assertThat(asked.get(2)).isEqualTo(Pdu.request(4, 0x0102, 10));
  }

  @Test
  void aStateThatNobodyHasReadForTwentySecondsStandsForNothing() {
    says(Pdu.request(4, 0x0103, 1), 1);
    now += 20_000;
    assertThat(reading().isFresh()).isTrue();
    now += 1;
    assertThat(reading().isFresh()).isFalse();
    assertThat(reading().age()).hasValue(20_001);
    assertThat(reading().state()).isEqualTo(Optional.of(ModuleState.A));
  }
}
