package org.evsebridge.bridge.guarding;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.config.guard.MeterSource;
import org.evsebridge.bridge.gateway.GuardRequest;
import org.evsebridge.bridge.guard.GridReading;
import org.evsebridge.bridge.guard.ModbusFeed;
import org.evsebridge.bridge.modbus.Pdu;

/**
 * A meter on a Modbus line, asked again and again. A value is of the moment at which it was asked
 * for. Guarded by the guard's lock.
 */
final class ModbusMeter {
  /** Who gets the readings; called with no lock held. */
  interface Listener {
    /**
     * The meter has answered.
     *
     * @param asked when it was asked, in milliseconds
     */
    void reading(GridReading reading, long asked);
  }

  private final MeterSource.Modbus meter;
  private final ModbusFeed feed;
  private final GuardedLine line;
  private final LongSupplier clock;
  private final Listener listener;
  private long orderedAt = Long.MIN_VALUE / 2;

  ModbusMeter(
      MeterSource.Modbus meter,
      ModbusFeed feed,
      GuardedLine line,
      LongSupplier clock,
      Listener listener) {
    this.meter = meter;
    this.feed = feed;
    this.line = line;
    this.clock = clock;
    this.listener = listener;
  }

  /** Asks it when it is time. */
  void step(long now) {
    if (now - orderedAt >= meter.interval().toMillis()) {
      orderedAt = now;
      line.ask(new Reading());
    }
  }

  private final class Reading implements GuardRequest {
    private long asked;

    @Override
    public int unit() {
      return meter.unit();
    }

    @Override
    public boolean isHeartbeat() {
      return true; // it comes each second and is worth no line of the log
    }

    @Override
    public Optional<Pdu> toLine(long now) {
      asked = clock.getAsLong();
      return Optional.of(feed.request());
    }

    @Override
    public void ended(Optional<Pdu> sent, Optional<Pdu> answer, long now) {
      answer.ifPresent(pdu -> listener.reading(feed.read(pdu), asked));
    }
  }
}
