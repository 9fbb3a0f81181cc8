package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadSpanTest {
  private static ReadSpan span(int function, int address, int count) {
    return ReadSpan.of(new Adu(2, Pdu.request(function, address, count))).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "4, 5, 3, 5, 3, true",
    "4, 5, 3, 6, 1, true",
    "4, 5, 3, 7, 1, true",
    "4, 5, 3, 8, 1, false",
    "4, 5, 3, 4, 2, false",
    "4, 5, 3, 5, 4, false",
    "1, 5, 3, 5, 3, true",
    "1, 5, 3, 6, 1, false", // bits are not cut out
  })
  void containsWhatLiesInsideIt(
      int function, int address, int count, int otherAddress, int otherCount, boolean contains) {
    assertThat(span(function, address, count).contains(span(function, otherAddress, otherCount)))
        .isEqualTo(contains);
  }

  @Test
  void theNarrowerAnswerIsCutOutOfTheWider() {
    Pdu answer = Pdu.of(4, 6, 1, 2, 3, 4, 5, 6);
    assertThat(span(4, 5, 3).cut(answer, span(4, 6, 1))).isEqualTo(Pdu.of(4, 2, 3, 4));
    assertThat(span(4, 5, 3).cut(answer, span(4, 6, 2))).isEqualTo(Pdu.of(4, 4, 3, 4, 5, 6));
    assertThat(span(4, 5, 3).cut(answer, span(4, 5, 3))).isSameAs(answer);
  }

  @ParameterizedTest
  @CsvSource({"5, 1", "6, 1", "4, 0", "4, 126", "1, 2001", "23, 1"})
  void whatIsNoWellFormedReadHasNone(int function, int count) {
    assertThat(ReadSpan.of(new Adu(2, Pdu.request(function, 0, count)))).isEmpty();
  }
}
