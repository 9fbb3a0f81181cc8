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
    now += LineTrouble.QUIET;
    answersAtOnce(times);
  }

  private void answersAtOnce(int times) {
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
            "trouble on the line: unit 2: 3 answers with a wrong CRC or a part missing,"
                + " unit 3: 2 time-outs",
            "the trouble on the line is over after 99 s: unit 2: 50 answers with a wrong CRC or a"
                + " part missing, unit 3: 50 time-outs");
  }

  @Test
  void aFailureNowAndThenIsNoTrouble() {
    for (int i = 0; i < 100; i++) {
      fails(2, Kind.SILENCE);
      answersAtOnce(8); // a cycle with one register that the device does not know
    }
    assertThat(said).isEmpty();
  }

  @Test
  void itIsNotOverWhileSomethingStillFailsNowAndThen() {
    for (int i = 0; i < 100; i++) {
      fails(2, Kind.SILENCE);
      answersAtOnce(2);
    }
    answersAtOnce(1000);
    assertThat(said).hasSize(1);
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
    assertThat(said.get(3)).endsWith("unit 2: 5 time-outs");
  }
}
