package org.evsebridge.bridge.p1;

import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.config.p1.P1Config.Crc;
import org.evsebridge.bridge.config.p1.P1Config.Framing;
import org.evsebridge.bridge.p1.Telegram.Checksum;
import org.evsebridge.bridge.serial.Presence;
import org.evsebridge.bridge.status.Count;
import org.evsebridge.bridge.status.Counters;
import org.evsebridge.bridge.status.Episode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what clients shall get out of what the device says: bytes or whole telegrams, good ones
 * only if so wished. Works on the device's threads.
 */
final class Meter implements Presence {
  private static final Logger LOG = LoggerFactory.getLogger(Meter.class);
  private static final int SEVEN_BITS = 0x7F;

  /** Who passes things on to the clients; may make the device wait. */
  interface Audience {
    void onBytes(byte[] piece);
  }

  private final P1Config config;
  private final Audience audience;
  private final Counters counters;
  private TelegramFramer framer;
  private final Episode wrong = new Episode();
  private boolean up;

  Meter(P1Config config, Audience audience, Counters counters) {
    this.config = config;
    this.audience = audience;
    this.counters = counters;
  }

  /** The rest of a telegram that was cut off by the device's absence never comes. */
  @Override
  public void up() {
    up = true;
    framer = new TelegramFramer(this::telegram, () -> counters.one(Count.BROKEN_TELEGRAMS));
    counters.one(Count.DEVICE_OPEN);
  }

  @Override
  public void received(byte[] bytes) {
    counters.add(Count.BYTES_FROM_DEVICE, bytes.length);
    if (config.settings().dataBits() < 8) {
      // A pseudo-terminal, and an adapter that does not know the mode, leave the parity bit on.
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] &= SEVEN_BITS;
      }
    }
    if (config.framing() == Framing.RAW) {
      audience.onBytes(bytes);
    } else {
      framer.take(bytes);
    }
  }

  @Override
  public void down() {
    if (up) {
      up = false;
      counters.one(Count.DEVICE_LOSSES);
      counters.add(Count.DEVICE_OPEN, -1);
    }
  }

  private void telegram(Telegram telegram) {
    Checksum checksum = telegram.checksum();
    watch(checksum);
    if (checksum == Checksum.WRONG) {
      counters.one(Count.CRC_ERRORS);
    } else {
      counters.telegram();
    }
    switch (checksum) {
      case RIGHT -> audience.onBytes(telegram.bytes());
      case UNPADDED ->
          audience.onBytes(
              config.crc() == Crc.KEEP ? telegram.bytes() : telegram.withChecksum().bytes());
      case NONE ->
          audience.onBytes(
              config.crc() == Crc.ADD ? telegram.withChecksum().bytes() : telegram.bytes());
      case WRONG -> {
        if (config.crc() == Crc.KEEP) {
          audience.onBytes(telegram.bytes());
        }
      }
    }
  }

  private void watch(Checksum checksum) {
    if (checksum == Checksum.WRONG) {
      if (wrong.starts()) {
        LOG.warn(
            "{}: a telegram from {} has a wrong checksum{}; look at the cable, or for other settings of the line",
            config.name(),
            config.device(),
            config.crc() == Crc.KEEP ? "" : " and is dropped");
      }
    } else if (wrong.isOn()) {
      LOG.info("{}: telegrams are right again after {} wrong", config.name(), wrong.end());
    }
  }
}
