package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.evsebridge.bridge.gateway.LineTrouble.Kind;
import org.junit.jupiter.api.Test;

class LineTroubleTest {
  private static final long SECOND = 1_000_000_000;

  private final LineTrouble trouble = new LineTrouble();
  private final List<String> said = new ArrayList<>();
  private long now;

  private void fails(int unit, Kind kind) {
    now += SECOND;
    trouble.failed(unit, kind, now).ifPresent(said::add);
  }

  private void answers(int times) {
    for (int i = 0; i < times; i++) {
      trouble.answered(now).ifPresent(said::add);
    }
  }

  @Test
  void oneLineWhenItBeginsAndOneWithTheSumWhenItIsOver() {
    for (int i = 0; i < 50; i++) {
      fails(2, Kind.GARBLED);
      fails(3, Kind.SILENCE);
    }
    answers(100);
    assertThat(said)
        .containsExactly(
            "trouble on the line: unit 2: 2 answers with a wrong CRC or a part missing,"
                + " unit 3: 1 time-outs",
            "the trouble on the line is over after 99 s: unit 2: 50 answers with a wrong CRC or a"
                + " part missing, unit 3: 50 time-outs");
  }

  @Test
  void aFailureNowAndThenIsNoTrouble() {
    for (int i = 0; i < 100; i++) {
      fails(2, Kind.SILENCE);
      answers(8); // a cycle with one register that the device does not know
    }
    assertThat(said).isEmpty();
  }

  @Test
  void aSecondTroubleIsToldAnewWithItsOwnSum() {
    for (int i = 0; i < 2; i++) {
      for (int failure = 0; failure < LineTrouble.FAILURES; failure++) {
        fails(2, Kind.SILENCE);
      }
      answers(LineTrouble.FAILURES * LineTrouble.ANSWERS);
    }
    assertThat(said).hasSize(4);
    assertThat(said.get(3)).endsWith("unit 2: 3 time-outs");
  }
}
