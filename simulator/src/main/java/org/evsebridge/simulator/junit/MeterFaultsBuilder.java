package org.evsebridge.simulator.junit;

import java.time.Duration;

/** What happens to telegrams on their way; each chance is that of one telegram, 0 to 1. */
public final class MeterFaultsBuilder {
  private final Keys keys = new Keys();

  private MeterFaultsBuilder() {}

  /** Nothing yet. */
  public static MeterFaultsBuilder meterFaults() {
    return new MeterFaultsBuilder();
  }

  private MeterFaultsBuilder with(String key, Object value) {
    keys.set(key, value);
    return this;
  }

  /** A few characters have a bit flipped. */
  public MeterFaultsBuilder flip(double chance) {
    return with("flip", chance);
  }

  /** The beginning or the end is missing. */
  public MeterFaultsBuilder cut(double chance) {
    return with("cut", chance);
  }

  /** The checksum is wrong, the rest right. */
  public MeterFaultsBuilder crc(double chance) {
    return with("crc", chance);
  }

  /** Noise comes before the telegram. */
  public MeterFaultsBuilder babble(double chance) {
    return with("babble", chance);
  }

  /** Each telegram is late by up to this long, a minute at most. */
  public MeterFaultsBuilder late(Duration atMost) {
    return with("late", atMost);
  }

  /** No telegram comes for so long from now on. */
  public MeterFaultsBuilder silence(Duration howLong) {
    return with("silence", howLong);
  }

  Keys keys() {
    return keys;
  }
}
