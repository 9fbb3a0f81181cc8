package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerOrderTest {
  private final AnswerOrder order = new AnswerOrder();
  private final byte[] one = {1};
  private final byte[] two = {2};

  @Test
  void anAnswerThatComesEarlyWaitsForThoseBeforeIt() {
    order.asked(1);
    order.asked(2);
    assertThat(order.answered(2, two)).isEmpty();
    assertThat(order.answered(1, one)).containsExactly(one, two);
  }

  @Test
  void aRequestWithoutAnAnswerHoldsUpNobody() {
    order.asked(1);
    order.asked(2);
    assertThat(order.answered(1, new byte[0])).isEmpty();
    assertThat(order.answered(2, two)).containsExactly(two);
  }

  @Test
  void whatWasForgottenIsNotWaitedFor() {
    order.asked(1);
    order.forget();
    order.asked(2);
    assertThat(order.answered(2, two)).containsExactly(two);
  }
}
