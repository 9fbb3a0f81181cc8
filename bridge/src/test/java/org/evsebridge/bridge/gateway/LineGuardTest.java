package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.config.gateway.LateAnswers;
import org.evsebridge.bridge.config.gateway.LineConfig;
import org.evsebridge.bridge.config.gateway.Retries;
import org.evsebridge.bridge.config.gateway.UnitKinds;
import org.evsebridge.bridge.config.gateway.UnitKinds.DeviceKind;
import org.evsebridge.bridge.config.gateway.UnitKinds.Known;
import org.evsebridge.bridge.gateway.StandInGuard.Own;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;
import org.evsebridge.bridge.testing.LogLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a guard is given to stand on, between clients and a line, in simulated time. */
class LineGuardTest {
  private static final long MILLI = 1_000_000;
  private static final int UNIT = StandInGuard.UNIT;
  private static final Pdu WISH_16 = limit(0x1010);
  private static final Pdu GRANTED_6 = limit(0x0606);
  private static final Pdu HEARTBEAT = limit(0x1006);
  private static final Pdu CURRENTS = Pdu.request(4, 0x0105, 3);
  private static final Pdu VOLTAGES = Pdu.request(4, 0x0109, 3);
  private static final Pdu MAGIC = Pdu.request(6, 0x0202, 0x1234);
  private static final Pdu SAVE = Pdu.request(4, 0x000A, 1);

  private final StandInGuard guard = new StandInGuard();
  private final SimulatedBus line = line(guard);
  private final Asker evcc = new Asker("evcc").at("10.0.0.1");
  private final Asker other = new Asker("other").at("10.0.0.2");
  private final List<Adu> sent = new ArrayList<>();
  private final Map<Integer, Integer> registers = new HashMap<>(Map.of(0x0201, 0xFF06));
  private long delay = 10 * MILLI;
  private int silent;

  LineGuardTest() {
    line.device(this::obey);
    runFor(10); // the line is free from now on
  }

  private static SimulatedBus line(LineGuard guard) {
    LineConfig config =
        Lines.serial(
            Duration.ofMillis(900), Duration.ofMillis(900), LateAnswers.DEFAULT, Retries.of(1));
    return new SimulatedBus(
        config,
        new Devices(
            List.of(new UnitKinds(Map.of(UNIT, new Known(DeviceKind.SMARTEVSE)), Map.of()))),
        guard);
  }

  private static Pdu limit(int word) {
    return Pdu.request(6, StandInGuard.LIMIT, word);
  }

  private void obey(Adu request) {
    sent.add(request);
    if (silent > 0) {
      silent--;
      return;
    }
    Pdu pdu = request.pdu();
    if (pdu.function() == 6) {
      registers.put(pdu.u16(1), pdu.u16(3));
    }
    Pdu answer = answer(pdu);
    line.at(line.now() + delay, () -> line.says(Rtu.encode(new Adu(request.unit(), answer))));
  }

  private Pdu answer(Pdu pdu) {
    if (pdu.function() > 4) {
      return AccessRules.asIfDone(pdu).orElseThrow();
    }
    int[] bytes = new int[2 + 2 * pdu.u16(3)];
    bytes[0] = pdu.function();
    bytes[1] = 2 * pdu.u16(3);
    for (int i = 0; i < pdu.u16(3); i++) {
      int word = registers.getOrDefault(pdu.u16(1) + i, pdu.u16(1) + i);
      bytes[2 + 2 * i] = word >> 8;
      bytes[3 + 2 * i] = word & 0xFF;
    }
    return Pdu.of(bytes);
  }

  private void ask(Asker client, Pdu pdu) {
    line.bus().submit(client.request(UNIT, pdu, line.now()));
  }

  private void runFor(long millis) {
    boolean[] over = {false};
    line.at(line.now() + millis * MILLI, () -> over[0] = true);
    line.run(() -> !over[0]);
  }

  private List<Pdu> sent() {
    return sent.stream().map(Adu::pdu).toList();
  }

  private static Pdu refused(int function, ExceptionCode code) {
    return Pdu.exception(function, code);
  }

  // What clients write

  @Test
  void aLimitGoesOnTheLineAsTheGuardSaysAndIsEchoedAsItWasWritten() {
    ask(evcc, WISH_16);
    runFor(100);
    assertThat(sent()).containsExactly(GRANTED_6);
    assertThat(evcc.answers()).containsExactly(WISH_16);
    assertThat(guard.heard())
        .containsExactly(new StandInGuard.Heard(new Adu(UNIT, GRANTED_6), GRANTED_6));
  }

  @Test
  void aLimitWrittenByFunction16IsClampedToo() {
    ask(evcc, Pdu.of(16, 2, 1, 0, 1, 2, 0x10, 0x10));
    runFor(100);
    assertThat(sent()).containsExactly(Pdu.of(16, 2, 1, 0, 1, 2, 0x06, 0x06));
    assertThat(evcc.answers()).containsExactly(Pdu.of(16, 2, 1, 0, 1));
  }

  @Test
  void theValueIsTheOneOfTheMomentAtWhichTheFrameGoesOut() {
    ask(other, CURRENTS);
    runFor(1);
    ask(evcc, WISH_16); // waits for the read
    guard.grants(0x0909);
    runFor(100);
    assertThat(sent()).containsExactly(CURRENTS, limit(0x0909));
  }

  @Test
  void aDeviceThatTookSomethingElseIsNotHidden() {
    line.device(request -> line.says(Rtu.encode(new Adu(UNIT, limit(0x0505))))); // a limited value
    ask(evcc, WISH_16);
    runFor(100);
    assertThat(evcc.answers()).containsExactly(limit(0x0505));
  }

  @Test
  void whatTheGuardRefusesNeverReachesTheLine() {
    ask(evcc, Pdu.of(22, 2, 1, 0, 0, 0x10, 0x10));
    Pdu readAndWrite = Pdu.of(23, 2, 1, 0, 1, 2, 1, 0, 1, 2, 0x10, 0x10);
    ask(evcc, readAndWrite);
    runFor(100);
    assertThat(sent).isEmpty();
    assertThat(evcc.answers())
        .containsExactly(
            refused(22, ExceptionCode.ILLEGAL_FUNCTION),
            refused(23, ExceptionCode.ILLEGAL_FUNCTION));
  }

  @Test
  void noFrameForTheModuleHidesInsideOneForAnotherUnit() {
    byte[] hidden = Rtu.encode(new Adu(UNIT, WISH_16));
    int[] write = new int[6 + hidden.length];
    write[0] = 16;
    write[4] = hidden.length / 2;
    write[5] = hidden.length;
    for (int i = 0; i < hidden.length; i++) {
      write[6 + i] = hidden[i] & 0xFF;
    }
    line.bus().submit(evcc.request(7, Pdu.of(write), line.now()));
    runFor(100);
    assertThat(sent).isEmpty();
    assertThat(evcc.answers()).containsExactly(refused(16, ExceptionCode.ILLEGAL_DATA_VALUE));
  }

  @Test
  void aGuardThatFailsCostsTheWriteAnAnswerAndNobodyElseAnything() {
    guard.fails(true);
    ask(evcc, WISH_16);
    ask(other, CURRENTS);
    runFor(1000);
    assertThat(evcc.answers())
        .containsExactly(refused(6, ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND));
    assertThat(other.answers()).containsExactly(answer(CURRENTS));
    assertThat(sent()).containsExactly(CURRENTS);
  }

  // What clients read

  @Test
  void everyReadThatCoversTheLimitShowsTheWishAndTheRestIsTheTruth() {
    ask(evcc, WISH_16);
    runFor(100);
    Pdu block = Pdu.request(3, 0x0200, 3);
    ask(evcc, block);
    ask(other, Pdu.request(3, 0x0201, 1)); // merged with the block
    runFor(100);
    assertThat(evcc.answers().get(1)).isEqualTo(Pdu.of(3, 6, 0x02, 0x00, 0x10, 0x10, 0x02, 0x02));
    assertThat(other.answers()).containsExactly(Pdu.of(3, 2, 0x10, 0x10));
    assertThat(sent()).hasSize(2);
    assertThat(guard.heard().get(1).answer()) // the guard hears the truth, once
        .isEqualTo(Pdu.of(3, 6, 0x02, 0x00, 0x06, 0x06, 0x02, 0x02));
    assertThat(guard.heard()).hasSize(2);
  }

  @Test
  void aKeptAnswerShowsTheWishOfNow() {
    Asker kept = new Asker("kept").caching(Duration.ofSeconds(5));
    ask(kept, Pdu.request(3, 0x0201, 1));
    runFor(100);
    guard.toLine(new Adu(UNIT, WISH_16), "elsewhere", 0);
    ask(kept, Pdu.request(3, 0x0201, 1));
    runFor(100);
    assertThat(kept.answers()).containsExactly(Pdu.of(3, 2, 0x00, 0x00), Pdu.of(3, 2, 0x10, 0x10));
    assertThat(sent).hasSize(1);
    assertThat(guard.askedBy()).hasSize(2); // a sign of life all the same
  }

  // What the guard itself wants

  @Test
  void theGuardsRequestsGoBeforeAllThatWaits() {
    ask(other, CURRENTS);
    runFor(1);
    ask(other, VOLTAGES);
    ask(evcc, WISH_16);
    Own heartbeat = Own.heartbeat(0x1006);
    guard.wants(heartbeat);
    runFor(200);
    assertThat(sent()).containsExactly(CURRENTS, HEARTBEAT, GRANTED_6, VOLTAGES);
    assertThat(heartbeat.ends()).containsExactly(Optional.of(HEARTBEAT));
    assertThat(guard.heard()).hasSize(3); // its own is not among what clients were answered
  }

  @Test
  void aHeartbeatGoesBetweenAReadAndItsRetry() {
    silent = 1;
    ask(other, CURRENTS);
    runFor(1);
    guard.wants(Own.heartbeat(0x1006));
    runFor(2000);
    assertThat(sent()).startsWith(CURRENTS, HEARTBEAT).contains(CURRENTS);
    assertThat(other.answers()).containsExactly(answer(CURRENTS));
  }

  @Test
  void ofTwoThatWaitOnlyTheNewerIsSent() {
    ask(other, CURRENTS);
    runFor(1);
    Own old = Own.heartbeat(0x1006);
    guard.wants(old);
    guard.wants(Own.heartbeat(0x0906));
    runFor(100);
    assertThat(sent()).containsExactly(CURRENTS, limit(0x0906));
    assertThat(old.ends()).isEmpty();
  }

  @Test
  void whatHasNothingToSayAnyMoreIsNotSent() {
    Own nothing = Own.nothingAnyMore();
    guard.wants(nothing);
    ask(other, CURRENTS);
    runFor(100);
    assertThat(sent()).containsExactly(CURRENTS);
    assertThat(nothing.ends()).isEmpty();
  }

  @Test
  void heartbeatsEmptyNoCacheAndDoNotKeepItFromServing() {
    Asker kept = new Asker("kept").caching(Duration.ofSeconds(5));
    ask(kept, CURRENTS);
    runFor(100);
    guard.wants(Own.heartbeat(0x1006));
    runFor(1); // it is on the line now
    ask(kept, CURRENTS);
    assertThat(kept.answers()).hasSize(2);
    runFor(100);
    ask(kept, CURRENTS);
    runFor(100);
    assertThat(kept.answers()).hasSize(3);
    assertThat(sent()).containsExactly(CURRENTS, HEARTBEAT);
  }

  @Test
  void unansweredHeartbeatsMakeNoUnitRest() {
    ask(other, CURRENTS);
    runFor(100);
    for (int i = 0; i < 10; i++) {
      silent = 1;
      guard.wants(Own.heartbeat(0x1006 + 0x0100 * i));
      runFor(1000);
    }
    ask(other, VOLTAGES);
    ask(evcc, WISH_16);
    runFor(500);
    assertThat(other.answers()).containsExactly(answer(CURRENTS), answer(VOLTAGES));
    assertThat(evcc.answers()).containsExactly(WISH_16);
  }

  @Test
  void aHeartbeatIsHeldBackByNothingThatIsOwedAndALateEchoOfTheSameValueConfirmsIt() {
    delay = 1000 * MILLI; // longer than the time-out
    Own first = Own.heartbeat(0x1006);
    guard.wants(first);
    runFor(950);
    assertThat(first.ends()).containsExactly(Optional.empty());
    Own second = Own.heartbeat(0x1006);
    guard.wants(second);
    runFor(100); // the echo of the first comes
    assertThat(second.ends()).containsExactly(Optional.of(HEARTBEAT));
    assertThat(sent()).containsExactly(HEARTBEAT, HEARTBEAT);
  }

  @Test
  void aReadOfTheGuardIsNeverGivenTheAnswerOfAnother() {
    delay = 1000 * MILLI;
    ask(other, CURRENTS);
    runFor(950);
    Own look = Own.of(VOLTAGES); // of the same shape
    guard.wants(look);
    delay = 10 * MILLI;
    runFor(30);
    assertThat(sent()).containsExactly(CURRENTS); // it waits for what is owed
    runFor(200);
    assertThat(look.ends()).containsExactly(Optional.of(answer(VOLTAGES)));
  }

  @Test
  void aReadThatWaitsMakesRoomForAHeartbeat() {
    silent = 1;
    ask(other, CURRENTS);
    runFor(950);
    other.leave();
    guard.wants(Own.of(VOLTAGES));
    runFor(10);
    guard.wants(Own.heartbeat(0x1006));
    runFor(100);
    assertThat(sent()).containsExactly(CURRENTS, HEARTBEAT);
  }

  @Test
  void anExceptionIsAnAnswer() {
    Pdu exception = refused(6, ExceptionCode.ILLEGAL_DATA_ADDRESS);
    line.device(request -> line.says(Rtu.encode(new Adu(UNIT, exception))));
    Own heartbeat = Own.heartbeat(0x1006);
    guard.wants(heartbeat);
    runFor(100);
    assertThat(heartbeat.ends()).containsExactly(Optional.of(exception));
  }

  @Test
  void afterTheMagicTheGuardKeepsOffUntilTheClientsNextRequest() {
    ask(evcc, MAGIC);
    runFor(50);
    guard.wants(Own.heartbeat(0x1006));
    runFor(200);
    assertThat(sent()).containsExactly(MAGIC);
    ask(evcc, SAVE);
    runFor(200);
    assertThat(sent()).containsExactly(MAGIC, SAVE, HEARTBEAT);
  }

  @Test
  void afterHalfASecondTheMagicIsNobodysAnyMore() {
    ask(evcc, MAGIC);
    runFor(50);
    guard.wants(Own.heartbeat(0x1006));
    runFor(400);
    assertThat(sent()).containsExactly(MAGIC);
    runFor(200);
    assertThat(sent()).containsExactly(MAGIC, HEARTBEAT);
  }

  @Test
  void whileAClientSpeaksToTheBootloaderTheGuardWaits() {
    line.bus().submit(evcc.request(0xF0, Pdu.request(4, 0x0500, 1), line.now()));
    runFor(50);
    guard.wants(Own.heartbeat(0x1006));
    runFor(2900);
    assertThat(sent).hasSize(1);
    runFor(300);
    assertThat(sent()).endsWith(HEARTBEAT).hasSize(2);
  }

  @Test
  void onALineThatIsDownTheGuardHearsSoAtOnce() {
    line.down();
    Own heartbeat = Own.heartbeat(0x1006);
    guard.wants(heartbeat);
    runFor(10);
    assertThat(heartbeat.ends()).containsExactly(Optional.empty());
    assertThat(heartbeat.wasSent()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theDebugLogPassesOverHeartbeatsThatSucceed(boolean answered) {
    silent = answered ? 0 : 1;
    try (LogLines log = LogLines.of(TransactionLog.class)) {
      guard.wants(Own.heartbeat(0x1006));
      runFor(1000);
      assertThat(log.with("the load guard unit 2")).hasSize(answered ? 0 : 1);
      ask(evcc, WISH_16);
      runFor(100);
      assertThat(log.with(", sent as ")).hasSize(1);
    }
  }
}
