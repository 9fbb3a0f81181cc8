package org.evsebridge.bridge.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {
  private static Pdu pdu(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return Pdu.of(bytes, 0, bytes.length);
  }

  @ParameterizedTest
  @CsvSource({
    "01 00 00 00 09, 01 02 ff 01", // nine coils take two bytes
    "04 01 05 00 03, 04 06 00 00 00 00 00 00",
    "04 01 05 00 03, 84 02",
    "05 00 01 ff 00, 05 00 01 ff 00",
    "06 02 01 06 06, 06 02 01 06 06",
    "08 00 00 12 34, 08 00 00 12 34",
    "08 00 00 12 34 56 78, 08 00 00 12 34 56 78", // all that the request carried
    "0f 00 00 00 02 01 03, 0f 00 00 00 02",
    "10 02 01 00 01 02 06 06, 10 02 01 00 01",
    "11, 11 03 01 ff 02",
    "16 00 04 00 f2 00 25, 16 00 04 00 f2 00 25",
    "17 00 00 00 01 00 09 00 01 02 00 07, 17 02 00 05",
    "41 01 02, 41 09 08 07",
    "2b 0e 01 00, 2b 0e 01 01 00 00 00",
  })
  void fits(String request, String answer) {
    assertThat(Answers.fits(pdu(request), pdu(answer))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "01 00 00 00 09, 01 01 ff", // too few bytes for nine coils
    "04 01 05 00 03, 04 04 00 00 00 00", // another count
    "04 01 05 00 03, 04 06 00 00", // a count that is not kept
    "04 01 05 00 03, 03 06 00 00 00 00 00 00", // another function
    "04 01 05 00 03, 83 02", // another function's exception
    "04 01 05 00 03, 84 02 00", // no exception's length
    "05 00 01 ff 00, 05 00 01 00 00",
    "06 02 01 06 06, 06 02 01 00 00", // the echo of another value
    "06 02 01 06 06, 06 02 04 06 06", // the echo of another register
    "08 00 00 12 34, 08 00 01 12 34",
    "08 00 00 12 34 56 78, 08 00 00 12 34",
    "0f 00 00 00 02 01 03, 0f 00 01 00 02",
    "10 02 01 00 01 02 06 06, 10 02 01 00 02",
    "16 00 04 00 f2 00 25, 16 00 04 00 f2 00 26",
    "17 00 00 00 01 00 09 00 01 02 00 07, 17 04 00 05 00 06",
    "41 01 02, 42 09 08 07",
  })
  void doesNotFit(String request, String answer) {
    assertThat(Answers.fits(pdu(request), pdu(answer))).isFalse();
  }

  private static final Adu RIGHT = new Adu(2, Pdu.of(4, 2, 12, 34));

  @Test
  void anAnswerIsIncompleteUntilItsLastByte() {
    byte[] frame = Rtu.encode(RIGHT);
    for (int length = 0; length < frame.length; length++) {
      byte[] part = Arrays.copyOf(frame, length);
      assertThat(AnswerReading.of(part, 0, false))
          .isEqualTo(new AnswerReading.Incomplete(length < 3 ? 0 : frame.length));
      assertThat(AnswerReading.of(part, 0, true)).isEqualTo(new AnswerReading.Garbled());
    }
    assertThat(AnswerReading.of(frame, 0, false)).isEqualTo(new AnswerReading.Frame(7, RIGHT));
  }

  @Test
  void bytesAfterTheAnswerDoNotSpoilIt() {
    byte[] frame = Arrays.copyOf(Rtu.encode(RIGHT), 20);
    assertThat(AnswerReading.of(frame, 0, false)).isEqualTo(new AnswerReading.Frame(7, RIGHT));
  }

  @Test
  void anotherUnitsAnswerIsAFrameToo() {
    Adu other = new Adu(3, RIGHT.pdu());
    assertThat(AnswerReading.of(Rtu.encode(other), 0, false))
        .isEqualTo(new AnswerReading.Frame(7, other));
  }

  @Test
  void noSingleFlippedBitPasses() {
    byte[] frame = Rtu.encode(RIGHT);
    for (int bit = 0; bit < 8 * frame.length; bit++) {
      byte[] spoilt = frame.clone();
      spoilt[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(AnswerReading.of(spoilt, 0, true))
          .as("bit %d", bit)
          .isEqualTo(new AnswerReading.Garbled());
    }
  }

  @Test
  void nobodyWaitsForMoreThanAFrameHolds() {
    byte[] noise = {7, 24, (byte) 0xFF, (byte) 0xFF}; // function 24 counts with 16 bits
    assertThat(AnswerReading.of(noise, 0, false)).isEqualTo(new AnswerReading.Garbled());
  }

  @Test
  void anUnknownFunctionsAnswerEndsWithSilence() {
    Adu answer = new Adu(2, Pdu.of(0x41, 9, 8, 7, 6));
    byte[] frame = Rtu.encode(answer);
    assertThat(AnswerReading.of(frame, 0, false)).isEqualTo(new AnswerReading.Incomplete(0));
    assertThat(AnswerReading.of(frame, 0, true))
        .isEqualTo(new AnswerReading.Frame(frame.length, answer));
  }
}
