package org.evsebridge.simulator.controller;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TelegramStreamTest {
  private static final String ONE = "/SIM5\r\n\r\n1-0:1.7.0(00.106*kW)\r\n!ABCD\r\n";

  private final TelegramStream stream = new TelegramStream();
  private final List<String> got = new ArrayList<>();

  private void send(String text) {
    stream.received(text.getBytes(US_ASCII), whole -> got.add(new String(whole, US_ASCII)));
  }

  @Test
  void telegramsAreWholeWhereverTheyAreCut() {
    byte[] bytes = (ONE + ONE).getBytes(US_ASCII);
    for (int cut = 0; cut <= bytes.length; cut++) {
      got.clear();
      send(new String(Arrays.copyOf(bytes, cut), US_ASCII));
      send(new String(Arrays.copyOfRange(bytes, cut, bytes.length), US_ASCII));
      assertThat(got).containsExactly(ONE, ONE);
    }
  }

  @Test
  void whatIsNoTelegramIsSkipped() {
    send("kW)\r\n!1234\r\n" + ONE + "noise!\r\n" + "/SIM5\r\ncut" + ONE);
    assertThat(got).containsExactly(ONE, ONE);
  }

  @Test
  void whatNeverEndsIsForgottenAndTheNextTelegramComes() {
    send("/" + "x".repeat(16_383));
    send("!\r\n");
    assertThat(got).as("more than is kept").isEmpty();
    send("/" + "x".repeat(100_000) + ONE);
    assertThat(got).containsExactly(ONE);
    String longest = "/" + "x".repeat(16_384 - 3) + "!\n";
    send(longest);
    assertThat(got).containsExactly(ONE, longest);
  }
}
