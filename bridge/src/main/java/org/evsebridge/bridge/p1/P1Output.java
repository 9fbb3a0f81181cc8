package org.evsebridge.bridge.p1;

import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.config.p1.P1Config.Crc;
import org.evsebridge.bridge.config.p1.P1Config.Framing;
import org.evsebridge.bridge.p1.Telegram.Checksum;
import org.evsebridge.bridge.status.Count;
import org.evsebridge.bridge.status.Counters;
import org.evsebridge.bridge.status.Episode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what clients of a port shall get out of what the meter says: bytes or whole telegrams, good
 * ones only if so wished.
 */
final class P1Output implements MeterOutput {
  private static final Logger LOG = LoggerFactory.getLogger(P1Output.class);

  private final P1Config config;
  private final P1Port port;
  private final Counters counters;
  private final Episode wrong = new Episode();
  private boolean up;

  P1Output(P1Config config, P1Port port, Counters counters) {
    this.config = config;
    this.port = port;
    this.counters = counters;
  }

  @Override
  public String name() {
    return config.name();
  }

  @Override
  public void up() {
    up = true;
    counters.one(Count.DEVICE_OPEN);
  }

  @Override
  public void received(byte[] bytes) {
    counters.add(Count.BYTES_FROM_DEVICE, bytes.length);
    if (config.framing() == Framing.RAW) {
      port.pass(bytes);
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

  @Override
  public void broken() {
    if (config.framing() == Framing.TELEGRAM) {
      counters.one(Count.BROKEN_TELEGRAMS);
    }
  }

  @Override
  public void telegram(Telegram telegram) {
    if (config.framing() == Framing.RAW) {
      return;
    }
    Checksum checksum = telegram.checksum();
    watch(checksum);
    if (checksum == Checksum.WRONG) {
      counters.one(Count.CRC_ERRORS);
    } else {
      counters.telegram();
    }
    switch (checksum) {
      case RIGHT -> port.pass(telegram.bytes());
      case UNPADDED ->
          port.pass(config.crc() == Crc.KEEP ? telegram.bytes() : telegram.withChecksum().bytes());
      case NONE ->
          port.pass(config.crc() == Crc.ADD ? telegram.withChecksum().bytes() : telegram.bytes());
      case WRONG -> {
        if (config.crc() == Crc.KEEP) {
          port.pass(telegram.bytes());
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
