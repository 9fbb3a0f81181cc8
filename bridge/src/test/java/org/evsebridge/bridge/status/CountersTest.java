package org.evsebridge.bridge.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CountersTest {
  private final AtomicLong now = new AtomicLong();
  private final Counters counters = new Counters("meter", now::get);

  @Test
  void beforeAnythingHappensThereAreNoClients() {
    assertThat(counters).hasToString("meter: 0 clients");
  }

  @Test
  void oneOfAKindIsNotToldAsMany() {
    for (Count count : Count.values()) {
      counters.add(count, 1);
    }
    assertThat(counters)
        .hasToString(
            "meter: 1 client, 1 accepted, 1 refused, 1 gave way, 1 cut off, 1 byte from the"
                + " device, 1 byte to the device, 1 device open, 1 device loss, 1 telegram, 1 CRC"
                + " error, 1 broken telegram");
  }

  @Test
  void manyAreToldAsManyAndWhatNeverHappenedIsNotTold() {
    counters.add(Count.CLIENTS, 3);
    counters.add(Count.DEVICE_LOSSES, 2);
    counters.telegram();
    counters.telegram();
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(1_500));
    assertThat(counters)
        .hasToString("meter: 3 clients, 2 device losses, 2 telegrams, last telegram 1.5 s ago");
  }

  @Test
  void itIsToldWhenTheLastByteCame() {
    counters.fromDevice(7);
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(250));
    assertThat(counters)
        .hasToString("meter: 0 clients, 7 bytes from the device, last byte 0.25 s ago");
    assertThat(counters.lastTelegramAge()).isEmpty();
  }
}
