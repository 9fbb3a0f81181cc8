package org.evsebridge.bridge.ser2net;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.config.p1.SilenceLimits;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.config.ser2net.Ser2netConnector.SerialLine;
import org.evsebridge.bridge.p1.P1Watch;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.p1.Telegram.Checksum;
import org.evsebridge.bridge.p1.TelegramFramer;
import org.evsebridge.bridge.status.Count;
import org.evsebridge.bridge.status.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the device of a connection that may be a smart meter: one that has a P1 port's line
 * settings, as long as no client says anything to it, for meters do not listen. Changes nothing of
 * what goes through. Belongs to one event loop.
 */
final class LikelyMeter {
  private static final Logger LOG = LoggerFactory.getLogger(LikelyMeter.class);
  private static final List<SerialSettings> LINES =
      List.of(SerialSettings.P1, SerialSettings.P1_BEFORE_DSMR_4);

  private final Counters counters;
  private final TelegramFramer framer;
  private Optional<P1Watch> watch;

  LikelyMeter(Ser2netConnection connection, Counters counters, LongSupplier nanoTime) {
    this.counters = counters;
    this.framer = new TelegramFramer(this::telegram, () -> counters.one(Count.BROKEN_TELEGRAMS));
    this.watch =
        Optional.of(connection.connector())
            .filter(SerialLine.class::isInstance)
            .map(SerialLine.class::cast)
            .filter(line -> LINES.contains(line.parameters().settings()))
            .map(
                line ->
                    new P1Watch(
                        line.device(),
                        line.parameters().settings(),
                        SilenceLimits.DEFAULT,
                        false,
                        nanoTime,
                        new P1Watch.Voice(
                            trouble -> LOG.warn("{}: {}", connection.name(), trouble),
                            over -> LOG.info("{}: {}", connection.name(), over))));
  }

  void opened() {
    watch.ifPresent(P1Watch::up);
  }

  /** The clients have gone, and with them the device until others come. */
  void closed() {
    watch.ifPresent(P1Watch::pause);
  }

  void lost() {
    watch.ifPresent(P1Watch::gone);
  }

  void received(byte[] bytes) {
    watch.ifPresent(
        one -> {
          one.received(bytes);
          framer.take(bytes);
        });
  }

  private void telegram(Telegram telegram) {
    Checksum checksum = telegram.checksum();
    if (checksum == Checksum.WRONG) {
      counters.one(Count.CRC_ERRORS);
    } else {
      counters.telegram();
    }
    watch.ifPresent(one -> one.telegram(checksum));
  }

  /** A client has said something: it is no meter that is behind this port. */
  void spokenTo() {
    watch = Optional.empty();
  }

  /** Called once a second while the device is open. */
  void look() {
    watch.ifPresent(P1Watch::look);
  }
}
