package org.evsebridge.bridge.registers;

import static org.assertj.core.api.Assertions.assertThat;

import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;
import org.junit.jupiter.api.Test;

class RequestTextTest {
  private static final Pdu READ_CURRENTS = Pdu.request(4, 0x0105, 3);

  @Test
  void aReadNamesItsRange() {
    assertThat(RequestText.ofRequest(READ_CURRENTS)).isEqualTo("read 0x0105 ×3");
  }

  @Test
  void aWriteSaysWhatIsWritten() {
    assertThat(RequestText.ofRequest(Pdu.request(6, 0x0201, 0x0A0A)))
        .isEqualTo("write 0x0201 current limit: limit 10 A, for 2 s after a write 10 A");
    assertThat(RequestText.ofRequest(Pdu.request(6, 0x0300, 7))).isEqualTo("write 0x0300 = 0x0007");
  }

  @Test
  void otherFunctionsAreNamedByTheirNumber() {
    assertThat(RequestText.ofRequest(Pdu.of(16, 2, 0, 0, 1, 2, 0, 0)))
        .isEqualTo("function 16, 7 bytes");
    assertThat(RequestText.ofRequest(Pdu.of(4, 1))).isEqualTo("function 4, 1 bytes");
  }

  @Test
  void anAnswerToAReadListsTheValuesWithTheirUnits() {
    assertThat(RequestText.ofAnswer(READ_CURRENTS, Pdu.of(4, 6, 0x0F, 0xCF, 0x0F, 0xCF, 0, 0)))
        .isEqualTo("current L1 15.81 A, current L2 15.81 A, current L3 0.00 A");
  }

  @Test
  void aRegisterOfWhichOnlyAPartWasReadIsShownRaw() {
    assertThat(RequestText.ofAnswer(Pdu.request(4, 0x010C, 2), Pdu.of(4, 4, 0, 2, 0x12, 0x34)))
        .isEqualTo("options of the board 32 A board, 0x010D = 0x1234");
    assertThat(RequestText.ofAnswer(Pdu.request(4, 0x010E, 1), Pdu.of(4, 2, 0, 1)))
        .isEqualTo("0x010E = 0x0001");
  }

  @Test
  void anExceptionIsNamed() {
    assertThat(
            RequestText.ofAnswer(
                READ_CURRENTS, Pdu.exception(4, ExceptionCode.ILLEGAL_DATA_ADDRESS)))
        .isEqualTo("exception 2, illegal data address");
    assertThat(RequestText.ofAnswer(READ_CURRENTS, Pdu.of(0x84, 99))).isEqualTo("exception 99");
  }

  @Test
  void anEchoedWriteIsDoneAndAnythingElseIsShownAsBytes() {
    Pdu write = Pdu.request(6, 0x0201, 0x0A0A);
    assertThat(RequestText.ofAnswer(write, write)).isEqualTo("done");
    assertThat(RequestText.ofAnswer(write, Pdu.of(6, 1))).isEqualTo("06 01");
    assertThat(RequestText.ofAnswer(READ_CURRENTS, Pdu.of(4, 2, 0, 0))).isEqualTo("04 02 00 00");
  }
}
