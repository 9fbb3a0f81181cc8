package org.evsebridge.bridge.guarding;

import java.util.function.LongSupplier;
import org.evsebridge.bridge.p1.MeterOutput;
import org.evsebridge.bridge.p1.Telegram;

/** Hears a smart meter's telegrams for a guard, with the moment at which each began. */
final class MeterEar implements MeterOutput {
  /** Who gets the telegrams. */
  interface Listener {
    /**
     * A telegram has come.
     *
     * @param began when its first byte came, or earlier, in milliseconds
     */
    void telegram(Telegram telegram, long began);
  }

  private final String name;
  private final LongSupplier clock;
  private final Listener listener;
  private boolean within;
  private long began;

  MeterEar(String name, LongSupplier clock, Listener listener) {
    this.name = name;
    this.clock = clock;
    this.listener = listener;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void up() {
    within = false;
  }

  @Override
  public void down(String why) {}

  @Override
  public void broken() {
    within = false;
  }

  @Override
  public void received(byte[] bytes) {
    if (!within) {
      within = true;
      began = clock.getAsLong();
    }
  }

  @Override
  public void telegram(Telegram telegram) {
    within = false;
    listener.telegram(telegram, began);
  }
}
