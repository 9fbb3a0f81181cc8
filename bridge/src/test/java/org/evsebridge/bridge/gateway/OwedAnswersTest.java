package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.junit.jupiter.api.Test;

class OwedAnswersTest {
  private static final long QUIET = 1000;
  private static final long LATE = 100;
  private static final Adu VOLTAGES = new Adu(2, Pdu.request(4, 0x0109, 3));
  private static final Adu CURRENTS = new Adu(2, Pdu.request(4, 0x0105, 3));
  private static final Adu STATE = new Adu(2, Pdu.request(4, 0x0103, 1));

  private final OwedAnswers owed = new OwedAnswers(QUIET, LATE);

  private OwedAnswers.Sent owes(Adu request, long now) {
    OwedAnswers.Sent sent = owed.sent(request, false, now);
    owed.owe(sent, now, now);
    return sent;
  }

  private static Adu answer(Adu request) {
    return new Adu(request.unit(), GatewayTest.right(request));
  }

  @Test
  void theOwedFrameItselfSettlesIt() {
    owes(VOLTAGES, 0);
    assertThat(owed.mistakable(CURRENTS)).hasSize(1);
    assertThat(owed.heard(answer(VOLTAGES), 1)).isPresent();
    assertThat(owed.mistakable(CURRENTS)).isEmpty();
    assertThat(owed.isAny()).isFalse();
  }

  @Test
  void eachIsCountedNotOnlyTheLast() {
    owes(VOLTAGES, 0);
    owes(CURRENTS, 0);
    owed.heard(answer(VOLTAGES), 1);
    assertThat(owed.mistakable(VOLTAGES)).hasSize(1);
  }

  @Test
  void theAnswerToALaterOneSettlesAllBeforeIt() {
    owes(VOLTAGES, 0);
    owes(CURRENTS, 0);
    OwedAnswers.Sent later = owed.sent(STATE, false, LATE);
    assertThat(owed.heard(answer(STATE), LATE)).contains(later);
    assertThat(owed.mistakable(VOLTAGES)).isEmpty();
    assertThat(owed.mayStillCome(VOLTAGES, LATE)).isFalse();
  }

  /** The answer to an older one of another shape proves nothing about the newer one. */
  @Test
  void anOlderOnesLateAnswerIsNoProof() {
    owes(STATE, 0);
    owes(VOLTAGES, 0);
    OwedAnswers.Sent later = owed.sent(STATE, false, LATE);
    assertThat(owed.heard(answer(STATE), LATE)).isPresent().get().isNotEqualTo(later);
    assertThat(owed.mistakable(CURRENTS)).hasSize(1);
  }

  @Test
  void anExceptionGoesToNobodyUntilOneMoreHasComeThanIsOwed() {
    owes(VOLTAGES, 0);
    OwedAnswers.Sent later = owed.sent(STATE, false, 1);
    Adu exception = new Adu(2, Pdu.of(0x84, 2));
    assertThat(owed.heard(exception, 2)).isPresent().get().isNotEqualTo(later);
    assertThat(owed.heard(exception, 3)).contains(later);
  }

  @Test
  void anEchoOfAnEqualWriteProvesNothing() {
    Adu write = new Adu(2, Pdu.request(6, 0x0201, 0x0606));
    Adu other = new Adu(2, Pdu.request(6, 0x0201, 0x0707));
    owes(write, 0);
    assertThat(owed.mistakable(write)).hasSize(1);
    assertThat(owed.mistakable(other)).isEmpty();
  }

  @Test
  void coilsOfTheSameBytesAreTheSameShape() {
    owes(new Adu(2, Pdu.request(1, 0, 7)), 0);
    assertThat(owed.mistakable(new Adu(2, Pdu.request(1, 0x40, 8)))).hasSize(1);
    assertThat(owed.mistakable(new Adu(2, Pdu.request(1, 0x40, 9)))).isEmpty();
  }

  @Test
  void anotherUnitsFramesSettleNothing() {
    owes(VOLTAGES, 0);
    owed.heard(new Adu(3, answer(VOLTAGES).pdu()), 1);
    assertThat(owed.mistakable(CURRENTS)).hasSize(1);
  }

  @Test
  void aUnitThatSaysNothingForLongOwesNothing() {
    owes(VOLTAGES, 0);
    owed.pass(QUIET - 1);
    assertThat(owed.mistakable(CURRENTS)).hasSize(1);
    owed.pass(QUIET);
    assertThat(owed.mistakable(CURRENTS)).isEmpty();
  }

  @Test
  void aDeviceThatDoesNotQuiteKeepTheOrderIsWaitedForALittle() {
    owes(VOLTAGES, 0);
    owed.sent(STATE, false, 1);
    owed.heard(answer(STATE), 2);
    assertThat(owed.mayStillCome(CURRENTS, LATE - 1)).isTrue();
    assertThat(owed.heard(answer(VOLTAGES), 50)).isPresent();
    assertThat(owed.mayStillCome(CURRENTS, 50)).isFalse();
  }

  @Test
  void beyondTheBoundNothingMoreGoesToTheUnit() {
    for (int i = 0; i < OwedAnswers.MOST; i++) {
      owes(new Adu(2, Pdu.request(6, i, i)), 0);
    }
    assertThat(owed.mistakable(STATE)).hasSize(OwedAnswers.MOST);
    assertThat(owed.mistakable(new Adu(3, STATE.pdu()))).isEmpty();
  }
}
