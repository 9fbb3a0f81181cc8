package org.evsebridge.bridge.house;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.config.p1.P1Config.Crc;
import org.evsebridge.bridge.guard.MeterWatch;
import org.evsebridge.bridge.p1.MeterOutput;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.p1.Telegram.Checksum;

/**
 * The smart meter as the house sees it: its last good telegram, and whether that still stands for
 * the house as it is now. The load guard's rule says so. A telegram that shows its time and is the
 * one before once more, byte for byte, is a hung meter's and counts as none; without a time it may
 * be a quiet house's. Thread-safe.
 */
public final class HouseMeter implements MeterOutput {
  private final String name;
  private final Crc crc;
  private final LongSupplier millis;
  private final MeterWatch watch = new MeterWatch();
  private final CopyOnWriteArrayList<Consumer<Telegram>> listeners = new CopyOnWriteArrayList<>();

  // Guarded by this object.
  private Telegram last;
  private long at;

  /**
   * @param name for the log
   * @param crc how listeners want the checksums of telegrams
   * @param millis a clock that only goes forward, in milliseconds
   */
  public HouseMeter(String name, Crc crc, LongSupplier millis) {
    this.name = name;
    this.crc = crc;
    this.millis = millis;
  }

  /** Has someone get every telegram, on the meter's thread; must not block. */
  public void listen(Consumer<Telegram> listener) {
    listeners.add(listener);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void telegram(Telegram telegram) {
    if (telegram.checksum() != Checksum.WRONG) {
      keep(telegram);
    }
    telegram.by(crc).ifPresent(wished -> listeners.forEach(each -> each.accept(wished)));
  }

  private synchronized void keep(Telegram telegram) {
    boolean repeats = last != null && Arrays.equals(last.bytes(), telegram.bytes());
    if (!repeats || telegram.values().time().isEmpty()) {
      last = telegram;
      at = millis.getAsLong();
      watch.heard(at);
    }
  }

  /** The last good telegram, however old. */
  public synchronized Optional<Telegram> last() {
    return Optional.ofNullable(last);
  }

  /** The last good telegram while it stands for the house as it is now. */
  public synchronized Optional<Telegram> fresh() {
    return watch.isSilent(millis.getAsLong()) ? Optional.empty() : Optional.of(last);
  }

  /** How old the last good telegram is, in milliseconds; empty when none has come. */
  public synchronized Optional<Long> age() {
    return last == null ? Optional.empty() : Optional.of(millis.getAsLong() - at);
  }

  /** Why there is no fresh telegram, for a person. */
  public synchronized String trouble() {
    return age()
        .map(
            age ->
                "the meter is silent: its last good telegram came "
                    + age / 1_000
                    + " s ago, and is good for "
                    + watch.silentAfter() / 1_000.0
                    + " s")
        .orElse("the meter has sent no good telegram yet");
  }

  @Override
  public void up() {}

  @Override
  public void received(byte[] bytes) {}

  @Override
  public void down(String why) {}

  @Override
  public void broken() {}
}
