package org.evsebridge.simulator.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.junit.jupiter.api.Test;

class RecordedUnitTest {
  private static final Adu STATE = new Adu(2, Pdu.request(4, 0x0103, 1));

  private final RecordedUnit unit =
      new RecordedUnit(
          Recording.of(
              """
              12:00:00.000 DEBUG TransactionLog x; frames 02 04 01 03 00 01 > 02 04 02 00 01
              12:00:00.000 DEBUG TransactionLog x; frames 02 04 01 05 00 03 > 02 04 06 00 01 00 02 00 03
              12:00:00.000 DEBUG TransactionLog x; frames 03 04 01 07 00 01 > 03 04 02 00 63
              12:00:01.000 DEBUG TransactionLog x; frames 02 04 01 03 00 01 > -
              12:00:01.000 DEBUG TransactionLog x; frames 02 04 01 05 00 01 > 02 04 02 00 11
              12:00:02.000 DEBUG TransactionLog x; frames 02 04 01 03 00 01 > 02 04 02 00 03
              12:00:02.000 DEBUG TransactionLog x; frames 02 06 02 01 20 20 > 02 86 03
              """
                  .lines()
                  .toList()),
          2);

  private String ask(Adu request) {
    return unit.answer(request)
        .map(said -> said.answer().map(adu -> adu.pdu().toString()).orElse("silence"))
        .orElse("not recorded");
  }

  @Test
  void aRequestGetsItsAnswersInTurnSilenceAmongThemAndThenTheLast() {
    assertThat(ask(STATE)).isEqualTo("04 02 00 01");
    assertThat(ask(STATE)).isEqualTo("silence");
    assertThat(ask(STATE)).isEqualTo("04 02 00 03");
    assertThat(ask(STATE)).isEqualTo("04 02 00 03");
  }

  @Test
  void aWriteGetsWhatItGotThen() {
    assertThat(ask(new Adu(2, Pdu.request(6, 0x0201, 0x2020)))).isEqualTo("86 03");
    assertThat(ask(new Adu(2, Pdu.request(6, 0x0201, 0x0606)))).isEqualTo("not recorded");
  }

  @Test
  void anotherReadIsPutTogetherFromTheWordsAtThePlaceReached() {
    Adu two = new Adu(2, Pdu.request(4, 0x0105, 2));
    assertThat(ask(two)).isEqualTo("04 04 00 01 00 02");
    assertThat(ask(STATE)).isNotEqualTo("not recorded");
    assertThat(ask(STATE)).isEqualTo("silence");
    assertThat(ask(two)).isEqualTo("04 04 00 01 00 02");
    assertThat(ask(STATE)).isEqualTo("04 02 00 03");
    assertThat(ask(two)).isEqualTo("04 04 00 11 00 02");
    assertThat(ask(new Adu(2, Pdu.request(4, 0x0103, 3)))).isEqualTo("not recorded");
    assertThat(ask(new Adu(2, Pdu.request(3, 0x0105, 1)))).isEqualTo("not recorded");
    assertThat(ask(new Adu(2, Pdu.request(4, 0x0105, 0)))).isEqualTo("not recorded");
  }

  @Test
  void whatAnotherUnitSaidDoesNotCount() {
    assertThat(ask(new Adu(2, Pdu.request(4, 0x0107, 1)))).isEqualTo("04 02 00 03");
    assertThat(unit.answer(new Adu(3, Pdu.request(4, 0x0107, 1)))).isEqualTo(Optional.empty());
  }
}
