package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.evsebridge.bridge.config.gateway.LateAnswers;
import org.evsebridge.bridge.config.gateway.Retries;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;
import org.junit.jupiter.api.Test;

class DispatcherTest {
  private static final long MILLI = 1_000_000;
  private static final long TIMEOUT = 1000 * MILLI;
  private static final long LATE = 1000 * MILLI;
  private static final long UNIT_RETRY = 5000 * MILLI;
  private static final Outcome SILENT = new Outcome.Silent(true);
  private static final Outcome SPOILT = new Outcome.Garbled(false);

  private Dispatcher dispatcher = dispatcher(0);
  private final Asker a = new Asker("a");
  private final Asker b = new Asker("b");
  private long now;

  private static Dispatcher dispatcher(int retries) {
    Dispatcher dispatcher =
        new Dispatcher(
            Lines.serial(
                Duration.ofNanos(TIMEOUT),
                Duration.ofNanos(LATE),
                new LateAnswers(Duration.ofNanos(LATE), false, false),
                Retries.of(retries)),
            Asker.DEVICES,
            LineGuard.NONE);
    dispatcher.lineUp();
    return dispatcher;
  }

  private void submit(Request request) {
    assertThat(dispatcher.submit(request, now)).isEmpty();
  }

  private Pdu refusedAtOnce(Request request) {
    return dispatcher.submit(request, now).orElseThrow().answer();
  }

  private Transaction next() {
    return dispatcher.next(now).orElseThrow();
  }

  private List<Reply> ends(Outcome outcome) {
    now += 27 * MILLI;
    return dispatcher.ended(outcome, now - 27 * MILLI, now);
  }

  private static Outcome answered(Adu request) {
    return new Outcome.Answered(GatewayTest.right(request));
  }

  private static Pdu noAnswer(int function) {
    return Pdu.exception(function, ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND);
  }

  @Test
  void afterAFaultAllItServedAreAnsweredAndNothingGoesOutThatTheLostAnswerWouldFit() {
    submit(a.read(5, 3, now));
    submit(b.read(5, 3, now));
    Transaction struck = next();
    assertThat(dispatcher.giveUp(struck, now))
        .extracting(Reply::request)
        .containsExactlyElementsOf(struck.served())
        .hasSize(2);
    submit(a.read(9, 3, now));
    assertThat(dispatcher.next(now)).isEmpty();
    now += TIMEOUT + LATE;
    assertThat(dispatcher.next(now)).isPresent();
  }

  @Test
  void everyReadThatSharedATransactionGetsItsPartOfTheAnswer() {
    Request narrow = a.read(6, 1, now);
    Request wide = b.read(5, 3, now);
    submit(narrow);
    submit(wide);
    next();
    assertThat(ends(answered(wide.adu())))
        .containsExactlyInAnyOrder(
            Reply.of(wide, Pdu.of(4, 6, 0, 5, 0, 6, 0, 7)), Reply.of(narrow, Pdu.of(4, 2, 0, 6)));
  }

  @Test
  void whoYieldsGoesLastHoweverLongItHasWaitedAndIsServedByAnothersReadOfTheSame() {
    Asker yielding = new Asker("yielding").yielding();
    submit(yielding.read(9, 1, now));
    now += 4_000 * MILLI;
    submit(a.read(5, 1, now));
    submit(b.read(6, 1, now));
    assertThat(next().lead().client()).isEqualTo(a);
    ends(answered(a.read(5, 1, now).adu()));
    submit(a.read(9, 2, now));
    assertThat(next().lead().client()).isEqualTo(b);
    ends(answered(b.read(6, 1, now).adu()));
    Transaction last = next();
    assertThat(last.served()).extracting(Request::client).containsExactly(a, yielding);
  }

  @Test
  void whoYieldsKeepsNobodyBackAfterATimeOut() {
    submit(a.read(5, 1, now));
    next();
    ends(SILENT);
    now += 2 * TIMEOUT;
    submit(new Asker("yielding").yielding().read(9, 1, now));
    submit(a.read(6, 1, now));
    assertThat(next().lead().client()).isEqualTo(a);
  }

  @Test
  void whenAWiderReadFailsTheNarrowerGoesOnTheLineItself() {
    Request narrow = a.read(6, 1, now);
    Request wide = b.read(5, 3, now);
    submit(narrow);
    submit(wide);
    next();
    Pdu refused = Pdu.exception(4, ExceptionCode.ILLEGAL_DATA_ADDRESS);
    assertThat(ends(new Outcome.Answered(refused))).containsExactly(Reply.of(wide, refused));
    assertThat(next().served()).containsExactly(narrow.onItsOwn());
  }

  @Test
  void aReadThatAWiderOneFailedDoesNotWaitForAnotherWiderOne() {
    Request narrow = a.read(6, 1, now);
    submit(narrow);
    submit(b.read(5, 3, now));
    next();
    Request wider = new Asker("c").read(5, 4, now);
    submit(wider);
    ends(new Outcome.Answered(Pdu.exception(4, ExceptionCode.ILLEGAL_DATA_ADDRESS)));
    submit(b.read(5, 3, now));
    ends(answered(next().adu())); // the wider one, whose turn came first
    Transaction own = next();
    assertThat(own.adu()).isEqualTo(narrow.adu());
    assertThat(ends(answered(own.adu())))
        .extracting(Reply::answer)
        .containsExactly(Pdu.of(4, 2, 0, 6));
  }

  @Test
  void aReadThatGoesOnItsOwnIsStillSharedByItsEquals() {
    submit(a.read(6, 1, now));
    submit(b.read(5, 3, now));
    next();
    submit(new Asker("c").read(6, 1, now));
    ends(new Outcome.Answered(Pdu.exception(4, ExceptionCode.ILLEGAL_DATA_ADDRESS)));
    assertThat(next().served()).hasSize(2);
  }

  @Test
  void aReadThatComesDuringItsEqualDoesNotJoinIt() {
    Request first = a.read(5, 3, now);
    submit(first);
    next();
    submit(b.read(5, 3, now));
    assertThat(ends(answered(first.adu()))).hasSize(1);
    assertThat(next().served()).hasSize(1);
  }

  @Test
  void aSilentUnitsRequestGets0BAndItsEqualWaitsUntilNothingLateCanCome() {
    submit(a.read(5, 3, now));
    Request silent = next().lead();
    assertThat(ends(SILENT)).containsExactly(Reply.of(silent, noAnswer(4)));
    submit(b.read(5, 3, now));
    assertThat(dispatcher.next(now + LATE - 1)).isEmpty();
    assertThat(dispatcher.nextFree(now)).hasValue(now + LATE);
    assertThat(dispatcher.next(now + LATE)).isPresent();
  }

  @Test
  void whenItEndedBeforeItsTimeOutTheLateAnswerMayComeUntilAfterThat() {
    for (Outcome early : List.of(new Outcome.Down(true, true), new Outcome.Garbled(true))) {
      submit(a.read(5, 3, now));
      next();
      ends(early);
      submit(b.read(5, 3, now));
      assertThat(dispatcher.next(now + TIMEOUT + LATE - 1)).isEmpty();
      now += TIMEOUT + LATE;
      ends(answered(next().adu()));
    }
  }

  private void answersOnce(int unit) {
    submit(a.request(unit, Pdu.request(4, 0x100, 1), now));
    ends(answered(next().adu()));
  }

  private void isSilent(Request request) {
    submit(request);
    next();
    ends(SILENT);
    now += LATE;
  }

  @Test
  void anAddressThatTimedOutThreeTimesIsAskedOnlyOnceEveryUnitRetryAndNoOtherIsConcerned() {
    answersOnce(2);
    for (int i = 0; i < UnitHealth.TIMEOUTS; i++) {
      isSilent(a.read(5, 3, now));
    }
    assertThat(refusedAtOnce(a.read(5, 3, now))).isEqualTo(noAnswer(4));
    submit(a.read(9, 3, now));
    ends(answered(next().adu()));
    submit(a.request(3, Pdu.request(4, 5, 3), now));
    ends(answered(next().adu()));

    now += UNIT_RETRY;
    isSilent(a.read(5, 3, now));
    assertThat(refusedAtOnce(b.read(5, 3, now))).isEqualTo(noAnswer(4));

    now += 2 * UNIT_RETRY;
    submit(a.read(5, 3, now));
    ends(answered(next().adu()));
    submit(b.read(5, 3, now));
    assertThat(next().served()).hasSize(1);
  }

  @Test
  void aUnitWhoseReadsRestStillGetsItsWrites() {
    answersOnce(2);
    for (int i = 0; i < UnitHealth.TIMEOUTS; i++) {
      isSilent(a.read(5 + i, 3, now));
    }
    isSilent(b.read(50, 3, now)); // the one try that something else has at once
    assertThat(refusedAtOnce(a.read(9, 3, now))).isEqualTo(noAnswer(4));
    submit(a.write(0x0201, 6, now));
    assertThat(next().lead().isRead()).isFalse();
  }

  @Test
  void whatWaitsForAUnitThatTurnsOutDeadIsAnsweredToo() {
    answersOnce(2);
    for (int i = 0; i < UnitHealth.TIMEOUTS; i++) {
      isSilent(a.read(5 + i, 3, now));
    }
    submit(a.read(50, 2, now)); // the one try that something else has at once
    next();
    Request waiting = b.read(60, 2, now);
    submit(waiting);
    ends(SILENT);
    assertThat(dispatcher.serveWithoutLine(now)).extracting(Reply::request).contains(waiting);
    assertThat(dispatcher.waiting()).isZero();
  }

  @Test
  void anAnswerInBetweenMakesTheCountStartAgain() {
    for (int i = 0; i < 10; i++) {
      submit(a.read(5, 3, now));
      next();
      ends(i % 3 == 2 ? SPOILT : SILENT);
      now += LATE;
    }
    submit(a.read(5, 3, now));
  }

  @Test
  void aReadIsRetriedAsOftenAsConfiguredAWriteNever() {
    dispatcher = dispatcher(2);
    Request read = a.read(5, 3, now);
    submit(read);
    for (int i = 0; i < 2; i++) {
      next();
      assertThat(ends(SPOILT)).isEmpty();
    }
    next();
    assertThat(ends(SPOILT)).extracting(Reply::answer).containsExactly(noAnswer(4));

    submit(a.write(0x0201, 6, now));
    next();
    assertThat(ends(SPOILT)).extracting(Reply::answer).containsExactly(noAnswer(6));
  }

  @Test
  void aClientThatLeftIsNotRetriedFor() {
    dispatcher = dispatcher(2);
    submit(a.read(5, 3, now));
    next();
    a.leave();
    ends(SPOILT);
    assertThat(dispatcher.waiting()).isZero();
  }

  @Test
  void whenTheLineGoesDownEverythingGets0AUntilItIsBack() {
    submit(a.read(5, 3, now));
    submit(b.write(0x0201, 6, now));
    assertThat(dispatcher.lineDown())
        .extracting(Reply::answer)
        .containsExactly(
            Pdu.exception(4, ExceptionCode.GATEWAY_PATH_UNAVAILABLE),
            Pdu.exception(6, ExceptionCode.GATEWAY_PATH_UNAVAILABLE));
    assertThat(refusedAtOnce(a.read(5, 3, now)))
        .isEqualTo(Pdu.exception(4, ExceptionCode.GATEWAY_PATH_UNAVAILABLE));
    dispatcher.lineUp();
    submit(a.read(5, 3, now));
  }

  @Test
  void theLaterRequestOfAnRtuClientRemovesItsReadsButNotItsWrites() {
    submit(a.read(5, 3, now));
    Request write = a.write(0x0201, 6, now);
    submit(write);
    submit(a.read(9, 3, now));
    dispatcher.supersede(a);
    assertThat(next().lead()).isEqualTo(write);
    assertThat(dispatcher.waiting()).isZero();
  }

  @Test
  void afterItsDeadlineARequestGets0BAndNeverGoesOnTheLine() {
    Request request = a.read(5, 3, now);
    submit(request);
    assertThat(dispatcher.expire(request.deadline() - 1)).isEmpty();
    assertThat(dispatcher.expire(request.deadline()))
        .extracting(Reply::answer)
        .containsExactly(noAnswer(4));
    assertThat(dispatcher.next(request.deadline())).isEmpty();
  }

  private final Asker caching = new Asker("caching").caching(Duration.ofMillis(500));

  private void fill() {
    submit(caching.read(5, 3, now));
    ends(answered(next().adu()));
  }

  @Test
  void aFreshAnswerServesLaterReadsOfThoseWhoWantIt() {
    fill();
    assertThat(refusedAtOnce(caching.read(5, 3, now))).isEqualTo(Pdu.of(4, 6, 0, 5, 0, 6, 0, 7));
    submit(a.read(5, 3, now)); // whose entry has no cache
  }

  @Test
  void anAnswerIsAsOldAsItsQuestion() {
    fill(); // asked 27 ms ago
    now += 474 * MILLI;
    submit(caching.read(5, 3, now));
  }

  @Test
  void aWriteEmptiesTheCacheWhenItComesAndAgainWhenItIsDone() {
    fill();
    submit(a.write(0x0201, 6, now));
    submit(caching.read(5, 3, now)); // waits for its own turn
    assertThat(dispatcher.serveWithoutLine(now)).isEmpty();
    ends(answered(next().adu()));
    assertThat(dispatcher.serveWithoutLine(now)).isEmpty();
    assertThat(next().lead().client()).isEqualTo(caching);
  }

  @Test
  void aReadThatWasOnTheLineWhenAWriteCameIsNotKept() {
    submit(caching.read(5, 3, now));
    next();
    submit(a.write(0x0201, 6, now));
    ends(answered(new Adu(2, Pdu.request(4, 5, 3))));
    ends(answered(next().adu()));
    submit(caching.read(5, 3, now));
  }

  @Test
  void exceptionsAreNotKept() {
    submit(caching.read(5, 3, now));
    next();
    ends(new Outcome.Answered(Pdu.exception(4, ExceptionCode.SERVER_DEVICE_BUSY)));
    submit(caching.read(5, 3, now));
  }

  @Test
  void aReadThatCameDuringItsEqualIsServedByTheKeptAnswer() {
    submit(caching.read(5, 3, now));
    next();
    Asker other = new Asker("other").caching(Duration.ofMillis(500));
    submit(other.read(5, 3, now));
    ends(answered(new Adu(2, Pdu.request(4, 5, 3))));
    assertThat(dispatcher.serveWithoutLine(now)).hasSize(1);
    assertThat(dispatcher.waiting()).isZero();
  }

  @Test
  void theCacheDoesNotOvertakeTheClientsOwnRequests() {
    fill();
    submit(caching.read(50, 3, now));
    submit(caching.read(5, 3, now));
    assertThat(dispatcher.serveWithoutLine(now)).isEmpty();
  }
}
