package org.evsebridge.bridge.p1;

import java.util.function.LongSupplier;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.config.p1.P1Config.Crc;
import org.evsebridge.bridge.config.p1.P1Config.Pieces;
import org.evsebridge.bridge.p1.Telegram.Checksum;
import org.evsebridge.bridge.status.Count;
import org.evsebridge.bridge.status.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what a port's clients get from what the meter sends: raw bytes or whole telegrams, good
 * ones only if the entry says so.
 */
final class P1Output implements MeterOutput {
  private static final Logger LOG = LoggerFactory.getLogger(P1Output.class);

  private final P1Config config;
  private final P1Port port;
  private final Counters counters;
  private final P1Watch watch;
  private boolean up;

  P1Output(P1Config config, P1Port port, Counters counters, LongSupplier nanoTime) {
    this.config = config;
    this.port = port;
    this.counters = counters;
    this.watch =
        new P1Watch(
            config.device(),
            config.settings(),
            config.silence(),
            config.framing() == Pieces.TELEGRAM && config.crc() != Crc.KEEP,
            nanoTime,
            new P1Watch.Voice(
                trouble -> LOG.warn("{}: {}", config.name(), trouble),
                over -> LOG.info("{}: {}", config.name(), over)));
  }

  /** Looks whether the meter has been silent for too long; called about once a second. */
  void look() {
    watch.look();
  }

  @Override
  public String name() {
    return config.name();
  }

  @Override
  public void up() {
    up = true;
    watch.up();
    counters.one(Count.DEVICE_OPEN);
  }

  @Override
  public void received(byte[] bytes) {
    counters.fromDevice(bytes.length);
    watch.received(bytes);
    if (config.framing() == Pieces.RAW) {
      port.pass(bytes);
    }
  }

  @Override
  public void down(String why) {
    if (up) {
      up = false;
      watch.gone();
      counters.one(Count.DEVICE_LOSSES);
      counters.add(Count.DEVICE_OPEN, -1);
    }
  }

  @Override
  public void broken() {
    if (config.framing() == Pieces.TELEGRAM) {
      counters.one(Count.BROKEN_TELEGRAMS);
    }
  }

  @Override
  public void telegram(Telegram telegram) {
    Checksum checksum = telegram.checksum();
    watch.telegram(checksum);
    if (checksum == Checksum.WRONG) {
      counters.one(Count.CRC_ERRORS);
    } else {
      counters.telegram();
    }
    if (config.framing() == Pieces.TELEGRAM) { // otherwise its bytes have gone already
      telegram.by(config.crc()).map(Telegram::bytes).ifPresent(port::pass);
    }
  }
}
