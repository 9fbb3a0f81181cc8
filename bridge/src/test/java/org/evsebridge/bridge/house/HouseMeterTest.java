package org.evsebridge.bridge.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.evsebridge.bridge.config.p1.P1Config.Crc;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.p1.TelegramFramer;
import org.evsebridge.bridge.testing.Telegrams;
import org.junit.jupiter.api.Test;

class HouseMeterTest {
  private final AtomicLong now = new AtomicLong(1_000_000);
  private final HouseMeter meter = new HouseMeter("http", Crc.KEEP, now::get);

  private void second(int second) {
    now.addAndGet(1_000);
    meter.telegram(Telegrams.dutch(second));
  }

  private static Telegram damaged() {
    List<Telegram> cut = new ArrayList<>();
    byte[] bytes = Telegrams.dutch().bytes().clone();
    bytes[20] ^= 1;
    new TelegramFramer(cut::add, () -> {}).take(bytes);
    return cut.get(0);
  }

  @Test
  void beforeTheFirstTelegramNothingIsFresh() {
    assertThat(meter.fresh()).isEmpty();
    assertThat(meter.trouble()).isEqualTo("the meter has sent no good telegram yet");
  }

  @Test
  void aMeterOfOneSecondIsSilentAfterFive() {
    for (int i = 0; i < 10; i++) {
      second(i);
    }
    now.addAndGet(5_000);
    assertThat(meter.fresh()).isPresent();
    now.addAndGet(1);
    assertThat(meter.fresh()).isEmpty();
    assertThat(meter.trouble())
        .isEqualTo(
            "the meter is silent: its last good telegram came 5 s ago, and is good for 5.0 s");
    second(11);
    assertThat(meter.fresh()).isPresent();
  }

  @Test
  void aMeterOfTenSecondsIsSilentAfterTwoAndAHalfOfThem() {
    second(0);
    now.addAndGet(25_000);
    assertThat(meter.fresh()).isPresent();
    now.addAndGet(1);
    assertThat(meter.fresh()).isEmpty();
  }

  @Test
  void aTelegramThatRepeatsItsTimeIsAHungMetersAndOneWithoutATimeIsNot() {
    for (int i = 0; i < 100; i++) {
      now.addAndGet(1_000);
      meter.telegram(Telegrams.dutch());
    }
    assertThat(meter.fresh()).isEmpty();

    Telegram timeless = Telegrams.of("/KMP5 Z\n\n1-0:1.7.0(0000.98*kW)\n!");
    for (int i = 0; i < 100; i++) {
      now.addAndGet(1_000);
      meter.telegram(timeless);
    }
    assertThat(meter.fresh()).contains(timeless);
  }

  @Test
  void aDamagedTelegramIsNotShownAndGoesToListenersAsTheEntryOfTheMeterWishes() {
    List<Telegram> kept = new ArrayList<>();
    meter.listen(kept::add);
    HouseMeter checking = new HouseMeter("http", Crc.CHECK, now::get);
    List<Telegram> checked = new ArrayList<>();
    checking.listen(checked::add);

    meter.telegram(damaged());
    checking.telegram(damaged());
    checking.telegram(Telegrams.dutch());

    assertThat(meter.fresh()).isEmpty();
    assertThat(kept).hasSize(1);
    assertThat(checked).hasSize(1);
  }
}
