package org.evsebridge.bridge.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WishesTest {
  private static final long NOW = 10_000;

  /** After two seconds: what was wished before, what is wished now, what the module said. */
  @ParameterizedTest
  @CsvSource({
    "10, 16, nothing,   10",
    "10, 16, refused,   10",
    "10, 16, confirmed, 16",
    "10,  8, nothing,    8",
    "10,  8, refused,    8",
    "10,  8, confirmed,  8",
    "10,  0, refused,    0",
    "10, 10, nothing,   10",
    " 0,  6, nothing,    0",
    " 0,  6, confirmed,  6"
  })
  void moreNeedsAConfirmationAndLessNone(int before, int wish, String answer, int counts) {
    Wishes wishes = new Wishes();
    wishes.know(wish(before, 0));
    wishes.asked(wish(wish, NOW));

    switch (answer) {
      case "confirmed" -> wishes.confirmed();
      case "refused" -> wishes.refused();
      default -> wishes.step(NOW + 1);
    }
    wishes.step(NOW + Wishes.CONFIRMED_WITHIN + 1);

    assertThat(wishes.amperes(NOW + 3_000)).isEqualTo(counts);
  }

  @Test
  void moreCountsWhileItsAnswerMayStillCome() {
    Wishes wishes = new Wishes();
    wishes.know(wish(10, 0));
    wishes.asked(wish(16, NOW));

    wishes.step(NOW + Wishes.CONFIRMED_WITHIN);
    assertThat(wishes.amperes(NOW + Wishes.CONFIRMED_WITHIN)).isEqualTo(16);

    wishes.step(NOW + Wishes.CONFIRMED_WITHIN + 1);
    assertThat(wishes.amperes(NOW + Wishes.CONFIRMED_WITHIN + 1)).isEqualTo(10);
  }

  /** A client's H of 16 A counts for two seconds, then L: as long as it may still be confirmed. */
  @Test
  void oneForMoreThatIsNotConfirmedTakesNothingAwayWhenItsHighHalfEnds() {
    Wishes wishes = new Wishes();
    wishes.know(wish(13, 0));
    wishes.asked(new Wish(0x1006, NOW));

    for (long now = NOW; now <= NOW + 3_000; now += 100) {
      wishes.step(now);
      assertThat(wishes.amperes(now)).as("%d ms later", now - NOW).isGreaterThanOrEqualTo(13);
    }
  }

  @Test
  void ofSeveralWithoutAnAnswerTheLastThatWasConfirmedStands() {
    Wishes wishes = new Wishes();
    wishes.know(wish(8, 0));
    wishes.asked(wish(12, NOW));
    wishes.asked(wish(16, NOW + 1_000));

    wishes.step(NOW + 1_000 + Wishes.CONFIRMED_WITHIN + 1);

    assertThat(wishes.amperes(NOW + 4_000)).isEqualTo(8);
  }

  @Test
  void lessThanAnOpenOneButMoreThanTheConfirmedStaysOpen() {
    Wishes wishes = new Wishes();
    wishes.know(wish(8, 0));
    wishes.asked(wish(16, NOW));
    wishes.asked(wish(12, NOW + 100));

    wishes.refused();

    assertThat(wishes.amperes(NOW + 200)).isEqualTo(8);
  }

  private static Wish wish(int amperes, long at) {
    return new Wish(amperes << 8 | amperes, at);
  }
}
